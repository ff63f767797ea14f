using System.Globalization;

namespace Insight.Training.Segments;

/// <summary>What retraining did to the groups, as the manifest lists it and the run report says it.</summary>
/// <param name="Moved">Share of the customers whom the new groups put into another group than those that served; null where nothing served to compare with.</param>
/// <param name="Kept">Ids of groups that go on.</param>
/// <param name="Ended">Ids of groups that served and go on no more.</param>
/// <param name="Renamed">Ids of groups that go on, but are so different that their name would no longer be true.</param>
internal sealed record SegmentChange(double? Moved, IReadOnlyList<int> Kept, IReadOnlyList<int> Added, IReadOnlyList<int> Ended, IReadOnlyList<int> Renamed)
{
    public static SegmentChange Between(SegmentLineage lineage, IReadOnlyList<SegmentDescription> groups, IReadOnlyList<int>? before, IReadOnlyList<int> after)
    {
        var former = lineage.Groups.ToDictionary(group => group.Id);
        return new SegmentChange(
            before?.Zip(after).Average(pair => pair.First == pair.Second ? 0.0 : 1.0),
            [.. groups.Where(group => former.ContainsKey(group.Id)).Select(group => group.Id)],
            [.. groups.Where(group => !former.ContainsKey(group.Id)).Select(group => group.Id)],
            [.. former.Keys.Except(groups.Select(group => group.Id)).Order()],
            [.. groups.Where(group => former.TryGetValue(group.Id, out var known) && known.Name != group.Name).Select(group => group.Id)]);
    }

    /// <summary>A sentence for the run report; empty for the first groups.</summary>
    public override string ToString() => Moved is not { } moved ? "" : string.Create(
        CultureInfo.InvariantCulture, $"Against the groups that serve: {Kept.Count} go on under their number ({Renamed.Count} renamed), {Added.Count} new, {Ended.Count} ended; {moved:0.0%} of the customers change their group.");
}
