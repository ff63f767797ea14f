namespace Insight.Lake;

/// <summary>Somebody else committed since the snapshot was read: what was staged on it must be staged again.</summary>
public sealed class SnapshotConflictException(string message, Exception inner) : Exception(message, inner);
