namespace Insight.Lake;

/// <summary>Which upload a commit brought.</summary>
public sealed record UploadCommit(long Commit, string IngestionId);
