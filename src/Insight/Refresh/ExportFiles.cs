using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Profiles;
using Insight.Storage;

namespace Insight.Refresh;

/// <summary>
/// customers.csv while it grows. It lies on the scratch disk until it is whole, because a blob stream that is closed by a failure
/// would publish what it has.
/// </summary>
internal sealed class ExportFiles : IAsyncDisposable
{
    private readonly WorkScope _scope;
    private readonly StreamWriter _customers;
    private readonly StreamWriter _updated;

    public ExportFiles(WorkFolder work)
    {
        _scope = work.OpenScope();
        _customers = Create(CustomersPath);
        _updated = Create(UpdatedPath);
        _customers.Write(CustomersCsv.Header + CustomersCsv.NewLine);
    }

    private string CustomersPath => _scope.File("customers.csv");

    private string UpdatedPath => _scope.File("updated.csv");

    public async Task AddAsync(CustomerProfile profile, DateTimeOffset? updatedAt)
    {
        await _customers.WriteAsync(CustomersCsv.Line(profile)).ConfigureAwait(false);
        await _customers.WriteAsync(CustomersCsv.NewLine).ConfigureAwait(false);
        if (updatedAt is { } at)
        {
            await _updated.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{CustomersCsv.Quote(profile.CustomerId)},{at:O}{CustomersCsv.NewLine}")).ConfigureAwait(false);
        }
    }

    /// <summary>Uploads both files, the times only where <paramref name="withTimes"/>.</summary>
    public async Task UploadAsync(BlobContainerClient container, string path, bool withTimes, CancellationToken cancellationToken)
    {
        await _customers.DisposeAsync().ConfigureAwait(false);
        await _updated.DisposeAsync().ConfigureAwait(false);
        if (withTimes)
        {
            await UploadAsync(UpdatedPath, container.GetBlobClient(CustomerExports.UpdatedPath(path)), cancellationToken).ConfigureAwait(false);
        }

        await UploadAsync(CustomersPath, container.GetBlobClient(path), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _customers.DisposeAsync().ConfigureAwait(false);
        await _updated.DisposeAsync().ConfigureAwait(false);
        _scope.Dispose();
    }

    private static StreamWriter Create(string path) => new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024);

    private static Task UploadAsync(string file, BlobClient blob, CancellationToken cancellationToken) =>
        blob.UploadAsync(file, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } }, cancellationToken);
}
