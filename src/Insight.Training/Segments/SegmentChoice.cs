namespace Insight.Training.Segments;

/// <summary>Fitted groups and what decided on their number.</summary>
/// <param name="Judged">Numbers of groups that were looked at, in order of silhouette, the best first.</param>
internal sealed record SegmentChoice(CentroidSegments Segments, SegmentStability Stability, IReadOnlyList<GroupCount> Judged);
