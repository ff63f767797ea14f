using System.Text.Json.Serialization;

namespace Insight.Functions.Http;

/// <summary>Whether the shop's data hold a customer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CustomerStatus>))]
internal enum CustomerStatus
{
    [JsonStringEnumMemberName("known")]
    Known,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
