using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using Insight.Features;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Tests.Ingestion;

/// <summary>A shop of its own on real storage, into which a test drops files.</summary>
internal sealed class IngestionBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _dropped;

    private IngestionBench(ServiceProvider services, Shop shop) => (_services, Shop) = (services, shop);

    public Shop Shop { get; }

    public UploadIngestor Ingestor => _services.GetRequiredService<UploadIngestor>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IngestionLedger Ledger => _services.GetRequiredService<IngestionLedger>();

    public BlobContainerClient Uploads => _services.GetRequiredService<InsightStorage>().Container(Names.Containers.Uploads);

    public static async Task<IngestionBench> CreateAsync(string connectionString, int chunkBytes = 64_000_000, string currency = "GBP", string timeZone = "Europe/London", TimeProvider? time = null, int smallFiles = 8)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["Insight:Ingestion:ChunkBytes"] = chunkBytes.ToString(CultureInfo.InvariantCulture),
            ["Insight:Ingestion:MaxRecordBytes"] = "100000",
            ["Insight:Lake:SmallFiles"] = smallFiles.ToString(CultureInfo.InvariantCulture),
        };
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(provider => StorageRegistration.Open(provider.GetRequiredService<IConfiguration>()))
            .AddSingleton<ShopKeys>().AddSingleton<ShopPurge>().AddSingleton<ShopDirectory>()
            .AddInsightLake().AddInsightIngestion()
            .BuildServiceProvider();
        await services.GetRequiredService<InsightStorage>().EnsureCreatedAsync();
        return await OpenAsync(services, currency, timeZone);
    }

    /// <summary>A further shop on the same services; ends with this one.</summary>
    public Task<IngestionBench> OpenShopAsync() => OpenAsync(_services, Shop.Currency, Shop.TimeZone.Id);

    private static async Task<IngestionBench> OpenAsync(ServiceProvider services, string currency, string timeZone)
    {
        var name = "t" + Guid.NewGuid().ToString("n")[..12];
        var shops = services.GetRequiredService<ShopDirectory>();
        await shops.CreateAsync(new NewShop(name, currency, timeZone), null);
        return new IngestionBench(services, (await shops.FindAsync(ShopId.Parse(name)))!); // created the line before
    }

    public Task<IngestionReceipt> DropAsync(string name, string text) => DropAsync(name, Encoding.UTF8.GetBytes(text));

    public async Task<IngestionReceipt> DropAsync(string name, byte[] content)
    {
        var blob = await UploadAsync(name, content);
        return await Ingestor.IngestAsync(blob, Shop.Id, default) ?? throw new InvalidOperationException($"No receipt for {name}.");
    }

    public async Task<BlobClient> UploadAsync(string name, byte[] content)
    {
        var blob = Uploads.GetBlobClient($"{Shop.Id}/{name}");
        await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        return blob;
    }

    /// <summary>Drops a file of the disk under a new name each time.</summary>
    public Task<IngestionReceipt> DropFileAsync(string path) =>
        DropAsync(string.Create(CultureInfo.InvariantCulture, $"{_dropped++}-{Path.GetFileName(path)}"), File.ReadAllBytes(path));

    public async Task<string> QuarantineAsync(IngestionReceipt receipt)
    {
        var blob = _services.GetRequiredService<InsightStorage>().Container(Names.Containers.Quarantine).GetBlobClient($"{Shop.Id}/{receipt.Id}.csv");
        return (await blob.DownloadContentAsync()).Value.Content.ToString();
    }

    public Task<LakeReader> OpenLakeAsync() => _services.GetRequiredService<ShopLake>().OpenAsync(Shop, default);

    /// <summary>One value of an SQL query over the lake.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var lake = await OpenLakeAsync();
        return lake.Connection.Scalar<T>(sql);
    }

    public async Task<List<CustomerHistory>> HistoriesAsync()
    {
        await using var lake = await OpenLakeAsync();
        var histories = new List<CustomerHistory>();
        await foreach (var history in lake.ReadHistoriesAsync(null, default))
        {
            histories.Add(history);
        }

        return histories;
    }

    /// <summary>A hash of everything readers see, whatever the order of rows and of arrival.</summary>
    public async Task<string> LakeHashAsync()
    {
        await using var lake = await OpenLakeAsync();
        return string.Join(" ", new[] { "orders", "order_lines", "customers", "products", "reviews", "payments", "sellers" }
            .Select(view => lake.Connection.Scalar<string>($"SELECT '{view}:' || count(*) || ':' || coalesce(md5(string_agg(r, '|' ORDER BY r)), '') FROM (SELECT CAST({view} AS VARCHAR) AS r FROM {view})")));
    }

    public static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
