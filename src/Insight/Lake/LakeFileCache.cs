using System.Collections.Concurrent;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>Local copies of the lake's immutable files, made once.</summary>
public sealed class LakeFileCache(InsightStorage storage, WorkFolder work)
{
    private const int Parallel = 8;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _downloads = new(StringComparer.Ordinal);

    /// <summary>Makes the files present and gives their local paths in the same order.</summary>
    public Task<IReadOnlyList<string>> GetAsync(IEnumerable<LakeFile> files, CancellationToken cancellationToken) => GetAsync([.. files.Select(file => file.Path)], cancellationToken);

    /// <summary>Makes blobs of the lake present and gives their local paths in the same order.</summary>
    public async Task<IReadOnlyList<string>> GetAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        await System.Threading.Tasks.Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (path, token) => await EnsureAsync(path, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. paths.Select(LocalPath)];
    }

    /// <summary>Takes a file that was just put into storage as the local copy of its blob.</summary>
    public void Keep(string path, string file)
    {
        var local = LocalPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(local)!);
        File.Move(file, local, overwrite: true);
        _downloads[path] = new Lazy<Task>(() => Task.CompletedTask);
    }

    /// <summary>Removes the local copy, if there is one.</summary>
    public void Forget(string path)
    {
        if (_downloads.TryRemove(path, out _))
        {
            File.Delete(LocalPath(path));
        }
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
