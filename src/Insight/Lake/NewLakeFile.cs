namespace Insight.Lake;

/// <summary>A file on the work folder that is to become a blob of the lake.</summary>
/// <param name="File">What the snapshot will list; null for a key sketch, which is found through the files that it is of.</param>
internal sealed record NewLakeFile(string LocalPath, string BlobPath, LakeFile? File);
