namespace Insight.Functions.Http;

/// <summary>Whether the shop's data hold a customer.</summary>
internal enum CustomerStatus
{
    Known,
    Unknown,
}
