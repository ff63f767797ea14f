namespace Insight.Registry;

/// <summary>The questions that have a model, by the names of the HTTP contract.</summary>
public static class ModelNames
{
    public const string Segments = "segments";
    public const string Purchase = "purchase";
    public const string Value = "value";
    public const string Recommendations = "recommendations";

    /// <summary>Those that score a customer by a row of features.</summary>
    public static readonly IReadOnlyList<string> OfCustomers = [Segments, Purchase, Value];

    /// <summary>What this version trains, in the order in which a run trains them.</summary>
    public static readonly IReadOnlyList<string> All = [.. OfCustomers, Recommendations];
}
