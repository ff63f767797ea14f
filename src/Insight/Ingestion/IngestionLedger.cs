using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Ingestion;

/// <summary>
/// One entity per blob path and ETag in table <c>Ingestions</c>: who works on it until when, and the receipt. Delivery of uploads is at
/// least once, so the first claim wins and a second delivery reads the first one's receipt.
/// </summary>
public sealed class IngestionLedger(InsightStorage storage)
{
    /// <summary>Receipts as the HTTP contract writes them.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private TableClient Table => storage.Table(Names.Tables.Ingestions);

    /// <summary>The same for every delivery of one version of a blob: the time of its upload and a hash of path and ETag.</summary>
    public static string IdOf(string path, ETag etag, DateTimeOffset uploadedAt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{etag}"));
        return string.Create(CultureInfo.InvariantCulture, $"{uploadedAt.UtcDateTime:yyyyMMddHHmmss}-{Convert.ToHexStringLower(hash.AsSpan(0, 5))}");
    }

    /// <summary>Whether a text has the shape of an id.</summary>
    public static bool IsId(string text) => RowKey(text) is not null;

    public async Task<IngestionReceipt?> FindAsync(ShopId shop, string id, CancellationToken cancellationToken)
    {
        if (RowKey(id) is not { } key)
        {
            return null;
        }

        var found = await Table.GetEntityIfExistsAsync<TableEntity>(shop.Value, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        return found.HasValue ? Receipt(found.Value!) : null;
    }

    /// <summary>Newest first.</summary>
    /// <param name="path">Only uploads of this blob name (with or without the shop in front).</param>
    /// <param name="cursor">Id of the last receipt of the page before.</param>
    public async Task<IReadOnlyList<IngestionReceipt>> ListAsync(ShopId shop, string? path, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shop.Value}");
        if (cursor is not null)
        {
            filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {RowKey(cursor) ?? cursor}");
        }

        if (path is not null)
        {
            var name = path.StartsWith(shop.Value + "/", StringComparison.Ordinal) ? path : $"{shop}/{path}";
            filter += " and " + TableClient.CreateQueryFilter($"Path eq {name}");
        }

        var receipts = new List<IngestionReceipt>();
        await foreach (var entity in Table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit, 1000), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            receipts.Add(Receipt(entity));
            if (receipts.Count == limit)
            {
                break;
            }
        }

        return receipts;
    }

    /// <summary>Names of the blobs that have a receipt of this status.</summary>
    internal async Task<IReadOnlyCollection<string>> PathsAsync(ShopId shop, IngestionStatus status, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shop.Value} and Status eq {status.ToString()}");
        var paths = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entity in Table.QueryAsync<TableEntity>(filter, select: ["Path"], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            paths.Add(entity.GetString("Path"));
        }

        return paths;
    }

    /// <summary>
    /// Takes the right to work on an upload. Null with the existing receipt when it is finished, or another instance holds an unexpired claim.
    /// </summary>
    /// <param name="again">Also take uploads that were finished so: those that wait or were refused when a mapping came, those retracted too when somebody asks for it.</param>
    internal async Task<(IngestionClaim? Claim, IngestionReceipt Receipt)> ClaimAsync(
        ShopId shop, IngestionReceipt fresh, TimeSpan duration, IReadOnlyCollection<IngestionStatus> again, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = RowKey(fresh.Id)!;
        while (true)
        {
            var found = await Table.GetEntityIfExistsAsync<TableEntity>(shop.Value, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (found.HasValue)
            {
                var receipt = Receipt(found.Value!);
                var open = receipt.Status switch
                {
                    IngestionStatus.Running => found.Value!.GetDateTimeOffset("ClaimedUntil") <= time.GetUtcNow(),
                    var status => again.Contains(status),
                };
                if (!open)
                {
                    return (null, receipt);
                }
            }

            try
            {
                var entity = Entity(shop, fresh, time.GetUtcNow() + duration);
                var response = found.HasValue
                    ? await Table.UpdateEntityAsync(entity, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false)
                    : await Table.AddEntityAsync(entity, cancellationToken).ConfigureAwait(false);
                return (new IngestionClaim(this, shop, fresh, response.Headers.ETag!.Value, duration, time), fresh);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another delivery was faster: look again at what it wrote.
            }
        }
    }

    /// <summary>Changes the receipt of an upload that nobody works on.</summary>
    internal async Task<IngestionReceipt?> RetractAsync(ShopId shop, string id, Func<IngestionReceipt, IngestionReceipt> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await Table.GetEntityIfExistsAsync<TableEntity>(shop.Value, RowKey(id)!, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!found.HasValue || Receipt(found.Value!) is { Status: IngestionStatus.Running })
            {
                return found.HasValue ? Receipt(found.Value!) : null;
            }

            var receipt = change(Receipt(found.Value!));
            try
            {
                // No claim is on it: that time is long past.
                await Table.UpdateEntityAsync(Entity(shop, receipt, DateTimeOffset.UnixEpoch), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
                return receipt;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Somebody changed it in between: look again.
            }
        }
    }

    internal async Task<ETag> SaveAsync(ShopId shop, IngestionReceipt receipt, DateTimeOffset claimedUntil, ETag etag, CancellationToken cancellationToken)
    {
        var response = await Table.UpdateEntityAsync(Entity(shop, receipt, claimedUntil), etag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        return response.Headers.ETag!.Value;
    }

    private static TableEntity Entity(ShopId shop, IngestionReceipt receipt, DateTimeOffset claimedUntil) => new(shop.Value, RowKey(receipt.Id)!)
    {
        ["Path"] = receipt.Path,
        ["Status"] = receipt.Status.ToString(),
        ["ClaimedUntil"] = claimedUntil,
        ["Receipt"] = JsonSerializer.Serialize(receipt, Json),
    };

    private static IngestionReceipt Receipt(TableEntity entity) => JsonSerializer.Deserialize<IngestionReceipt>(entity.GetString("Receipt"), Json)!;

    /// <summary>Counts down, so that the table's order is newest first; null for what is no id.</summary>
    private static string? RowKey(string id) =>
        id.Length == 25 && id[14] == '-' && long.TryParse(id.AsSpan(0, 14), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && id.AsSpan(15).IndexOfAnyExcept("0123456789abcdef") < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{99999999999999 - time:D14}{id.AsSpan(14)}")
            : null;
}
