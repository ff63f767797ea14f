using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Profiles;
using Insight.Storage;

namespace Insight.Refresh;

/// <summary>
/// customers.csv and recommendations.csv while they grow. They lie on the scratch disk until they are whole, because a blob stream that is closed by a failure
/// would publish what it has.
/// </summary>
internal sealed class ExportFiles : IAsyncDisposable
{
    private readonly WorkScope _scope;
    private readonly StreamWriter _customers;
    private readonly StreamWriter _updated;
    private readonly StreamWriter _recommendations;
    private readonly (IReadOnlyList<ProfileRecommendation> Products, string[] Lines) _popular;

    /// <param name="popular">What is recommended to many alike.</param>
    public ExportFiles(WorkFolder work, IReadOnlyList<ProfileRecommendation> popular)
    {
        _popular = (popular, RecommendationsCsv.Lines(popular));
        _scope = work.OpenScope();
        _customers = Create(CustomersPath);
        _updated = Create(UpdatedPath);
        _recommendations = Create(RecommendationsPath);
        _customers.Write(CustomersCsv.Header + CustomersCsv.NewLine);
        _recommendations.Write(RecommendationsCsv.Header + CustomersCsv.NewLine);
    }

    private string CustomersPath => _scope.File("customers.csv");

    private string UpdatedPath => _scope.File("updated.csv");

    private string RecommendationsPath => _scope.File("recommendations.csv");

    public async Task AddAsync(CustomerProfile profile, IReadOnlyList<ProfileRecommendation> recommended, DateTimeOffset? updatedAt)
    {
        await _customers.WriteAsync(CustomersCsv.Line(profile)).ConfigureAwait(false);
        await _customers.WriteAsync(CustomersCsv.NewLine).ConfigureAwait(false);
        var id = CustomersCsv.Quote(profile.CustomerId);
        foreach (var line in recommended == _popular.Products ? _popular.Lines : RecommendationsCsv.Lines(recommended))
        {
            await _recommendations.WriteAsync(id).ConfigureAwait(false);
            await _recommendations.WriteAsync(line).ConfigureAwait(false);
        }

        if (updatedAt is { } at)
        {
            await _updated.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{id},{at:O}{CustomersCsv.NewLine}")).ConfigureAwait(false);
        }
    }

    /// <summary>Uploads the files, the times only where <paramref name="withTimes"/>.</summary>
    public async Task UploadAsync(BlobContainerClient container, string path, bool withTimes, CancellationToken cancellationToken)
    {
        await _customers.DisposeAsync().ConfigureAwait(false);
        await _updated.DisposeAsync().ConfigureAwait(false);
        await _recommendations.DisposeAsync().ConfigureAwait(false);
        if (withTimes)
        {
            await UploadAsync(UpdatedPath, container.GetBlobClient(CustomerExports.UpdatedPath(path)), cancellationToken).ConfigureAwait(false);
        }

        await UploadAsync(RecommendationsPath, container.GetBlobClient(CustomerExports.RecommendationsPath(path)), cancellationToken).ConfigureAwait(false);
        await UploadAsync(CustomersPath, container.GetBlobClient(path), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _customers.DisposeAsync().ConfigureAwait(false);
        await _updated.DisposeAsync().ConfigureAwait(false);
        await _recommendations.DisposeAsync().ConfigureAwait(false);
        _scope.Dispose();
    }

    private static StreamWriter Create(string path) => new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024);

    private static Task UploadAsync(string file, BlobClient blob, CancellationToken cancellationToken) =>
        blob.UploadAsync(file, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } }, cancellationToken);
}
