using Azure.Storage.Blobs.Models;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>Puts the lake's files into storage. What no snapshot lists does not exist for readers.</summary>
public sealed class LakeBlobs(InsightStorage storage, LakeFileCache cache)
{
    private const int Parallel = 8;

    /// <summary>Uploads, and removes the local copies except of sketches; gives what the snapshot should list.</summary>
    internal async Task<IReadOnlyList<LakeFile>> UploadAsync(IReadOnlyList<NewLakeFile> files, CancellationToken cancellationToken)
    {
        var container = storage.Container(Names.Containers.Lake);
        await System.Threading.Tasks.Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (file, token) =>
        {
            // An attempt that died may have left a file of this name, here and in storage.
            cache.Forget(file.BlobPath);
            await container.GetBlobClient(file.BlobPath).UploadAsync(file.LocalPath, new BlobUploadOptions(), token).ConfigureAwait(false);
            if (file.File is null)
            {
                // A sketch: whoever adds rows next asks it.
                cache.Keep(file.BlobPath, file.LocalPath);
            }
            else
            {
                File.Delete(file.LocalPath);
            }
        }).ConfigureAwait(false);
        return [.. files.Where(file => file.File is not null).Select(file => file.File!)]; // filtered before
    }
}
