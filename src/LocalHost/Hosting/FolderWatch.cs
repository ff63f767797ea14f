using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>Copies files that appear in a folder into the development shop's part of the uploads container.</summary>
internal sealed class FolderWatch(string folder, BlobContainerClient uploads, TimeProvider time, ILogger logger)
{
    private const string WrittenAt = "written";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Length, long WrittenAt)> seen = [];
    private readonly HashSet<(string Name, long Length, long WrittenAt)> copied = [];

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await uploads.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        while (true)
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList())
            {
                var state = (file.Length, file.LastWriteTimeUtc.Ticks);
                // A file that is still being written changes between two looks.
                if (seen.TryGetValue(file.FullName, out var before) && before == state && !copied.Contains((file.FullName, state.Length, state.Ticks)))
                {
                    await CopyAsync(file, state.Ticks, cancellationToken);
                }

                seen[file.FullName] = state;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task CopyAsync(FileInfo file, long writtenAt, CancellationToken cancellationToken)
    {
        var blob = uploads.GetBlobClient("demo/" + Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'));
        var stamp = writtenAt.ToString(CultureInfo.InvariantCulture);
        try
        {
            if (!await IsThereAsync(blob, stamp, cancellationToken))
            {
                await using var content = file.OpenRead();
                await blob.UploadAsync(content, new BlobUploadOptions { Metadata = new Dictionary<string, string> { [WrittenAt] = stamp } }, cancellationToken);
                Log.Copied(logger, file.Name, blob.Name);
            }

            copied.Add((file.FullName, file.Length, writtenAt));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RequestFailedException)
        {
            Log.CopyFailed(logger, file.Name, exception.Message);
        }
    }

    /// <summary>After a restart the files of before are still in the folder; they are not dropped again.</summary>
    private static async Task<bool> IsThereAsync(BlobClient blob, string stamp, CancellationToken cancellationToken) =>
        await blob.ExistsAsync(cancellationToken)
        && (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata.TryGetValue(WrittenAt, out var written)
        && written == stamp;
}
