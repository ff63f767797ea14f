namespace Insight.Benchmarks;

/// <summary>A folder of one benchmark; gone when disposed.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("insight-benchmark-");

    public string Folder(string name) => Path.Combine(_root.FullName, name);

    public void Dispose() => _root.Delete(recursive: true);
}
