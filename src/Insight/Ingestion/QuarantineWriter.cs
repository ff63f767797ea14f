using System.Globalization;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Ingestion;

/// <summary>Collects the rejected rows of an upload, one block a piece, and shows them as <c>quarantine/{shop}/{id}.csv</c> at the end.</summary>
internal sealed class QuarantineWriter(InsightStorage storage, ShopId shop, string ingestionId)
{
    private readonly List<string> _blocks = [];

    private BlockBlobClient Blob => storage.Container(Names.Containers.Quarantine).GetBlockBlobClient($"{shop}/{ingestionId}.csv");

    public async Task AddAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return;
        }

        await using (var file = File.OpenRead(path))
        {
            var block = Convert.ToBase64String(Encoding.ASCII.GetBytes(_blocks.Count.ToString("D8", CultureInfo.InvariantCulture)));
            await Blob.StageBlockAsync(block, file, cancellationToken: cancellationToken).ConfigureAwait(false);
            _blocks.Add(block);
        }

        File.Delete(path);
    }

    /// <summary>Gives the address under which the rows are read, or null when there are none.</summary>
    public async Task<string?> FinishAsync(CancellationToken cancellationToken)
    {
        if (_blocks.Count == 0)
        {
            return null;
        }

        await Blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } }, cancellationToken).ConfigureAwait(false);
        return $"/api/v1/shops/{shop}/ingestions/{ingestionId}/quarantine.csv";
    }
}
