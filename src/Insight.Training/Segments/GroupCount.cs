namespace Insight.Training.Segments;

/// <summary>How one number of groups did.</summary>
/// <param name="LeastShare">Share of the customers in the smallest group.</param>
/// <param name="Stability">Null where a number of better silhouette was stable already.</param>
internal sealed record GroupCount(int Groups, double Silhouette, double LeastShare, SegmentStability? Stability);
