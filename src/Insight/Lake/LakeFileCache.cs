using System.Collections.Concurrent;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>Local copies of the lake's immutable files, made once.</summary>
public sealed class LakeFileCache(InsightStorage storage, WorkFolder work)
{
    private const int Parallel = 8;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _downloads = new(StringComparer.Ordinal);

    /// <summary>Makes the files present and gives their local paths in the same order.</summary>
    public async Task<IReadOnlyList<string>> GetAsync(IReadOnlyList<LakeFile> files, CancellationToken cancellationToken)
    {
        await System.Threading.Tasks.Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (file, token) => await EnsureAsync(file.Path, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. files.Select(file => LocalPath(file.Path))];
    }

    private async Task EnsureAsync(string path, CancellationToken cancellationToken)
    {
        // One download per file, whoever asks; a failed one is forgotten so that the next caller tries again.
        var download = _downloads.GetOrAdd(path, p => new Lazy<Task>(() => DownloadAsync(p)));
        try
        {
            await download.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (download.Value.IsFaulted)
        {
            _downloads.TryRemove(new KeyValuePair<string, Lazy<Task>>(path, download));
            throw;
        }
    }

    private async Task DownloadAsync(string path)
    {
        var local = LocalPath(path);
        if (File.Exists(local))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(local)!);
        var partial = local + ".partial";
        await storage.Container(Names.Containers.Lake).GetBlobClient(path).DownloadToAsync(partial).ConfigureAwait(false);
        File.Move(partial, local, overwrite: true);
    }

    private string LocalPath(string path) => Path.Combine(work.Root, "lake", path);
}
