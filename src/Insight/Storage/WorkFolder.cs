namespace Insight.Storage;

/// <summary>
/// The machine's scratch disk. Lake files are kept here between calls (they are immutable, so a copy never goes stale);
/// everything else lives in a scope that is removed with what it held.
/// </summary>
public sealed class WorkFolder
{
    public WorkFolder(string? root = null)
    {
        Root = root ?? Path.Combine(Path.GetTempPath(), "insight", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public WorkScope OpenScope() => new(Path.Combine(Root, "scopes", Guid.NewGuid().ToString("n")));
}
