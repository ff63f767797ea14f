using Azure;

namespace Insight.Profiles;

/// <summary>What a refresh must know of a stored profile to decide whether to write it.</summary>
internal readonly record struct ProfileState(string Partition, ETag ETag, long Hash, long SnapshotVersion, DateTimeOffset UpdatedAt);
