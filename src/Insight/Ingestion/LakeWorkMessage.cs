namespace Insight.Ingestion;

/// <summary>Work on a shop's lake that no upload asks for: an upload tried again, or without one merging small files and removing what is not listed.</summary>
public sealed record LakeWorkMessage(string Shop, string? RetryIngestion = null);
