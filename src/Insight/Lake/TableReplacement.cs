namespace Insight.Lake;

/// <summary>From this commit on, a table consists of what that commit and later ones brought.</summary>
public sealed record TableReplacement(string Table, long Commit);
