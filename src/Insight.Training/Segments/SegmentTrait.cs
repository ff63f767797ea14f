namespace Insight.Training.Segments;

/// <summary>Words that a name may say of a group. They are said within the first range and, once said, stay true to the ear within the second, wider one.</summary>
/// <param name="Said">From, and up to but not including.</param>
/// <param name="Stays">Like <paramref name="Said"/>: a name does not flicker when a group moves a little.</param>
internal sealed record SegmentTrait(string Text, Func<SegmentPortrait, double> Measure, (double From, double To) Said, (double From, double To) Stays)
{
    private const double Any = double.PositiveInfinity;

    /// <summary>One of each row applies at most; a name begins with the first of each row that does.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<SegmentTrait>> Leading =
    [
        [
            new("One-time buyers", of => of.Frequency, (0, 1), (0, 1)),
            new("Occasional buyers", of => of.Frequency, (1, 4), (1, 6)),
            new("Regular buyers", of => of.Frequency, (4, Any), (3, Any)),
        ],
        [
            new("big baskets", of => of.RelativeMoney, (1.5, Any), (1.2, Any)),
            new("small baskets", of => of.RelativeMoney, (0, 0.67), (0, 0.83)),
        ],
        [
            new("active lately", of => of.RecencyRank, (0, 0.35), (0, 0.5)),
            new("long away", of => of.RecencyRank, (0.65, Any), (0.5, Any)),
        ],
    ];

    /// <summary>Added only where recency, frequency and money do not tell two groups apart.</summary>
    public static readonly IReadOnlyList<SegmentTrait> Manners =
    [
        new("returning goods", of => of.RelativeReturns, (1.001, Any), (0.5, Any)),
        new("many products", of => of.RelativeProducts, (1, Any), (0.8, Any)),
        new("few products", of => of.RelativeProducts, (0, 1), (0, 1.25)),
        new("dearer goods", of => of.RelativePrice, (1, Any), (0.8, Any)),
        new("cheaper goods", of => of.RelativePrice, (0, 1), (0, 1.25)),
    ];

    private static readonly Dictionary<string, SegmentTrait> ByText = Leading.SelectMany(row => row).Concat(Manners).ToDictionary(trait => trait.Text, StringComparer.Ordinal);

    public bool IsSaidOf(SegmentPortrait portrait) => Within(Measure(portrait), Said);

    /// <summary>Whether all that a name says may still be said.</summary>
    public static bool StillTrue(string name, SegmentPortrait portrait) =>
        name.Split(" (")[0].Split(", ").All(text => ByText.TryGetValue(text, out var trait) && Within(trait.Measure(portrait), trait.Stays));

    private static bool Within(double value, (double From, double To) range) => value >= range.From && value < range.To;
}
