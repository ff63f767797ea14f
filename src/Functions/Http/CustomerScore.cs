using System.Text.Json.Serialization;
using Insight.Profiles;
using Insight.Scoring;

namespace Insight.Functions.Http;

/// <summary>A scored customer: the fields of the profile that were asked for; nothing but the id where the customer is unknown.</summary>
internal sealed record CustomerScore
{
    public required string? CustomerId { get; init; }

    public required CustomerStatus Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FirstSeenAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastOrderAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Orders { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Revenue { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RfmScore? Rfm { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SegmentScore? Segment { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurchaseScore? Purchase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueScore? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Snapshot { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AsOf { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UpdatedAt { get; init; }

    public static CustomerScore Of(ScoredCustomer customer) => customer.Profile is not { } profile
        ? new CustomerScore { CustomerId = customer.CustomerId, Status = CustomerStatus.Unknown }
        : new CustomerScore
        {
            CustomerId = string.IsNullOrEmpty(profile.CustomerId) ? null : profile.CustomerId,
            Status = CustomerStatus.Known,
            FirstSeenAt = profile.FirstSeenAt,
            LastOrderAt = profile.LastOrderAt,
            Orders = profile.Orders,
            Revenue = profile.Revenue,
            Currency = profile.Currency,
            Rfm = profile.Rfm,
            Segment = profile.Segment,
            Purchase = profile.Purchase,
            Value = profile.Value,
            Model = profile.Model,
            Snapshot = profile.Snapshot,
            AsOf = profile.AsOf,
            UpdatedAt = profile.UpdatedAt,
        };
}
