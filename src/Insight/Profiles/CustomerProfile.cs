using System.Text.Json.Serialization;
using Insight.Scoring.Reasons;

namespace Insight.Profiles;

/// <summary>What the HTTP contract calls a profile. Money is in <see cref="Currency"/>, times in UTC.</summary>
public sealed record CustomerProfile
{
    public required string? CustomerId { get; init; }

    public DateTimeOffset? FirstSeenAt { get; init; }

    public DateTimeOffset? LastOrderAt { get; init; }

    /// <summary>Orders in which something was sold at a price above zero.</summary>
    public required int Orders { get; init; }

    /// <summary>Revenue less returns.</summary>
    public required double Revenue { get; init; }

    public required string Currency { get; init; }

    public RfmScore? Rfm { get; init; }

    public SegmentScore? Segment { get; init; }

    public PurchaseScore? Purchase { get; init; }

    public ValueScore? Value { get; init; }

    /// <summary>What the shop's model recommends to the customer, ten at most, the best first; null where none knows the customer, who is recommended what is popular.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProfileRecommendation>? Recommendations { get; init; }

    /// <summary>Model name → version that made the scores.</summary>
    public required IReadOnlyDictionary<string, string> Model { get; init; }

    public required string? Snapshot { get; init; }

    /// <summary>The time the scores speak of: history up to it, prediction from it.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Recency in days (null without a purchase), frequency (repeat purchase days), monetary (mean revenue per purchase day), quintile scores 1–5 and the group.</summary>
public sealed record RfmScore(double? RecencyDays, int Frequency, double Monetary, int R, int F, int M, string Group);

public sealed record SegmentScore(int Id, string Name, [property: JsonIgnore] string Basis = "model");

/// <summary>Will they buy again within the horizon, how often, when.</summary>
/// <param name="Probability">Of at least one purchase day within the horizon.</param>
/// <param name="ExpectedOrders">Expected purchase days within the horizon.</param>
/// <param name="PAlive">BG/NBD's P(alive).</param>
/// <param name="NextOrderAt">Median time of the next purchase; null where it is beyond two years.</param>
/// <param name="Basis"><c>model | baseline | prior</c>.</param>
public sealed record PurchaseScore(double Probability, double ExpectedOrders, int HorizonDays, double PAlive, DateTimeOffset? NextOrderAt, string Basis)
{
    /// <summary>The scale of <see cref="Base"/> and of the contributions; null where there are no reasons.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReasonLink? Link { get; init; }

    /// <summary>Base + Σ contributions of all reasons = the model's output before any calibration, within 1e-4.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Base { get; init; }

    /// <summary>The weightiest first: five in a profile, all on request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Reason>? Reasons { get; init; }
}

/// <summary>What they will be worth within the horizon: the mean and an 80 % interval, in the shop's currency.</summary>
public sealed record ValueScore(double Expected, double Low, double High, int HorizonDays, string Basis)
{
    /// <inheritdoc cref="PurchaseScore.Link"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReasonLink? Link { get; init; }

    /// <inheritdoc cref="PurchaseScore.Base"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Base { get; init; }

    /// <inheritdoc cref="PurchaseScore.Reasons"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Reason>? Reasons { get; init; }
}
