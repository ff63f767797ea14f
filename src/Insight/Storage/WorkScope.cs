namespace Insight.Storage;

/// <summary>A folder of one piece of work; gone when disposed.</summary>
public sealed class WorkScope : IDisposable
{
    internal WorkScope(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
