using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insight.Testing;

/// <summary>The product's own services over some storage, and one shop to drop files into: for runs that are measured or killed.</summary>
internal sealed class BenchShop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private BenchShop(ServiceProvider services, Shop shop) => (_services, Shop) = (services, shop);

    public Shop Shop { get; }

    public UploadIngestor Ingestor => Get<UploadIngestor>();

    public InsightStorage Storage => Get<InsightStorage>();

    /// <summary>A name that no shop has yet.</summary>
    public static string NewName() => "b" + Guid.NewGuid().ToString("n")[..12];

    /// <summary>The receipt as it is.</summary>
    /// <exception cref="InvalidOperationException">Its counts do not add up.</exception>
    public static IngestionReceipt Check(IngestionReceipt receipt) => receipt.Rows is var rows && rows.Read == rows.Accepted + rows.Rejected + rows.Duplicate
        ? receipt
        : throw new InvalidOperationException($"{receipt.Path}: the counts do not add up: {receipt.Rows}.");

    /// <param name="workFolder">Where the product may use disk.</param>
    /// <param name="name">The shop; created when it is not there.</param>
    /// <param name="settings">As in the app settings, such as <c>Insight:Lake:MemoryMegabytes</c>.</param>
    public static Task<BenchShop> OpenAsync(string connectionString, string workFolder, string name, params (string Key, string Value)[] settings) =>
        OpenAsync(connectionString, workFolder, new NewShop(name, "GBP", "Europe/London"), settings);

    /// <inheritdoc cref="OpenAsync(string, string, string, ValueTuple{string, string}[])"/>
    public static async Task<BenchShop> OpenAsync(string connectionString, string workFolder, NewShop shop, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("AzureWebJobsStorage", connectionString)).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddInsight(configuration)
            .AddSingleton(_ => new WorkFolder(workFolder))
            .BuildServiceProvider();
        await services.GetRequiredService<InsightStorage>().EnsureCreatedAsync();
        var shops = services.GetRequiredService<ShopDirectory>();
        try
        {
            await shops.CreateAsync(shop, null);
        }
        catch (ShopConflictException)
        {
            // Another process of the same run was here first.
        }

        return new BenchShop(services, (await shops.FindAsync(ShopId.Parse(shop.Shop)))!); // created above
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public BlobClient Upload(string name) => Storage.Container(Names.Containers.Uploads).GetBlobClient($"{Shop.Id}/{name}");

    /// <summary>Uploads a file of the disk in blocks, so that no copy of it stands in memory.</summary>
    public async Task<BlobClient> UploadFileAsync(string name, string path)
    {
        var blob = Upload(name);
        await blob.UploadAsync(path, new BlobUploadOptions { TransferOptions = new Azure.Storage.StorageTransferOptions { InitialTransferSize = 8 << 20, MaximumTransferSize = 8 << 20, MaximumConcurrency = 2 } });
        return blob;
    }

    /// <exception cref="InvalidOperationException">The upload was not accepted.</exception>
    public async Task<IngestionReceipt> IngestAsync(BlobClient blob)
    {
        var receipt = await Ingestor.IngestAsync(blob, Shop.Id, default);
        return receipt?.Status == IngestionStatus.Done
            ? receipt
            : throw new InvalidOperationException($"{blob.Name}: {receipt?.Status.ToString() ?? "no receipt"}: {receipt?.Message}");
    }

    public Task<LakeSnapshot> SnapshotAsync() => Get<ShopLake>().ReadSnapshotAsync(Shop.Id, default);

    /// <summary>A hash of everything readers see, whatever the order of rows and of arrival.</summary>
    public async Task<string> LakeHashAsync()
    {
        await using var lake = await Get<ShopLake>().OpenAsync(Shop, default);

        // What is computed from the others adds in any order, and so differs in the last digits.
        var views = lake.Connection.Query("SELECT view_name FROM duckdb_views() WHERE NOT internal AND view_name NOT LIKE 'newest_%' AND view_name <> 'order_values' ORDER BY 1", reader => reader.GetString(0)).ToList();
        return string.Join(' ', views.Select(view => lake.Connection.Scalar<string>(string.Create(CultureInfo.InvariantCulture,
            $"SELECT '{view}:' || count(*) || ':' || coalesce(CAST(sum(md5_number_lower(CAST({view} AS VARCHAR))::HUGEINT) AS VARCHAR), '') FROM {view}"))));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
