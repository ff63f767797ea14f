namespace Insight.Evaluation;

/// <summary>Finds data sets by path, or by name under a folder <c>shared/data</c> beside the repository.</summary>
internal static class DataFiles
{
    /// <exception cref="ArgumentException">There is no such file or folder.</exception>
    public static IReadOnlyList<string> Find(string dataSet)
    {
        var above = AncestorsOf(AppContext.BaseDirectory).Select(folder => Path.Combine(folder.FullName, "shared", "data", dataSet));
        var found = above.Prepend(dataSet).FirstOrDefault(path => File.Exists(path) || Directory.Exists(path))
            ?? throw new ArgumentException($"There is neither a file or folder '{dataSet}' nor one of that name under a folder shared/data beside the repository.", nameof(dataSet));
        return File.Exists(found) ? [found] : [.. Directory.EnumerateFiles(found).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<DirectoryInfo> AncestorsOf(string path)
    {
        for (DirectoryInfo? folder = new(path); folder is not null; folder = folder.Parent)
        {
            yield return folder;
        }
    }
}
