using System.Text.Json.Serialization;
using Insight.Profiles;

namespace Insight.Functions.Http;

/// <summary>One who was asked for, named by the id or the e-mail that was sent.</summary>
internal sealed record LookedUpCustomer
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    public required CustomerStatus Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CustomerProfile? Profile { get; init; }
}
