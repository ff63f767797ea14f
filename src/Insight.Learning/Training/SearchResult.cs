namespace Insight.Learning.Training;

/// <summary>What a search found.</summary>
/// <param name="Settings">The settings with the lowest loss.</param>
/// <param name="Network">The network trained with them.</param>
/// <param name="Trials">All that was tried, in the order in which it was drawn.</param>
public sealed record SearchResult(SearchSettings Settings, TrainedNetwork Network, IReadOnlyList<SearchTrial> Trials);
