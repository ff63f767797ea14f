namespace Insight.Learning.Training;

/// <summary>Examples that are fed together.</summary>
/// <param name="Length">The length to which they are padded.</param>
/// <param name="Examples">Their places; no more than the size of a batch.</param>
internal sealed record Batch(int Length, int[] Examples);
