using System.Text.Json.Serialization;

namespace Insight.Recommendations;

/// <summary>What is recommended to one customer or visitor.</summary>
public sealed record RecommendationAnswer
{
    /// <summary>In the order in which they should be shown; as many as were asked for where there are so many.</summary>
    public required IReadOnlyList<RecommendedProduct> Items { get; init; }

    /// <summary><c>model</c>, or <c>baseline</c> where the shop's champion is one; <c>popularity</c> where none answered.</summary>
    public required string Basis { get; init; }

    /// <summary>Model name → version that answered; empty where none did.</summary>
    public required IReadOnlyDictionary<string, string> Model { get; init; }

    /// <summary>The lake's snapshot that titles, prices and stock come from; null before the first refresh.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>The time asked about.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>ISO 4217 code of the prices.</summary>
    public required string Currency { get; init; }

    /// <summary><c>known</c> or <c>unknown</c>; null where no customer was named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Customer { get; init; }

    /// <summary>Products that were sent and that neither model nor catalog knows: they count for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Unknown { get; init; }

    /// <summary>Why there are none or fewer items than asked for, or how an incomplete question was understood.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>For everybody to read: scores, which would tell how much is sold of what is popular, become 1, ½, ⅓ and so on.</summary>
    public RecommendationAnswer ForPages() => this with { Items = [.. Items.Select((item, place) => item with { Score = 1f / (place + 1) })] };
}
