using System.Text;
using Insight.Features;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Profiles;
using Insight.Refresh;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Tests.Scoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Tests.Refresh;

/// <summary>A shop with its lake, models and profiles on real storage, with the product's own registration.</summary>
internal sealed class RefreshBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RefreshBench(ServiceProvider services, Shop shop) => (_services, Shop) = (services, shop);

    public Shop Shop { get; }

    public InsightStorage Storage => Get<InsightStorage>();

    public ModelRegistry Registry => Get<ModelRegistry>();

    public ProfileTable Profiles => Get<ProfileTable>();

    public ScoreService Scores => Get<ScoreService>();

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    public static async Task<RefreshBench> CreateAsync(AzuriteFixture azurite)
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2022, 3, 1, 12, 0, 0, TimeSpan.Zero)))
            .AddSingleton(provider => StorageRegistration.Open(provider.GetRequiredService<IConfiguration>()))
            .AddSingleton<ShopKeys>().AddSingleton<ShopPurge>().AddSingleton<ShopDirectory>()
            .AddInsightLake().AddInsightIngestion().AddInsightServing()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await services.GetRequiredService<InsightStorage>().EnsureCreatedAsync();
        var name = "r" + Guid.NewGuid().ToString("n")[..12];
        var shops = services.GetRequiredService<ShopDirectory>();
        await shops.CreateAsync(new NewShop(name, "GBP", "Europe/London"), null);
        return new RefreshBench(services, (await shops.FindAsync(ShopId.Parse(name)))!); // created the line before
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<RefreshSummary> RefreshAsync(string? runId = null, DateTimeOffset? asOf = null) => Get<ProfileRefresher>().RefreshAsync(Shop, runId, asOf);

    public Task DropAsync(string name, string text) => DropAsync(name, Encoding.UTF8.GetBytes(text));

    public async Task DropAsync(string name, byte[] content)
    {
        var blob = Storage.Container(Names.Containers.Uploads).GetBlobClient($"{Shop.Id}/{name}");
        await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        var receipt = await Get<UploadIngestor>().IngestAsync(blob, Shop.Id, default);
        Assert.Equal(IngestionStatus.Done, receipt?.Status);
    }

    public async Task PublishAllAsync(string version, string runId = "run-1", bool promote = true, DateTimeOffset? asOf = null)
    {
        foreach (var model in ModelNames.OfCustomers)
        {
            var onnx = TestModels.Of(model);
            await Registry.PublishAsync(Shop.Id, TestModels.Manifest(model, version, onnx, runId) with { AsOf = asOf ?? TestModels.AsOf }, onnx, promote);
        }
    }

    public async Task<string> ExportAsync(string path) =>
        (await Storage.Container(Names.Containers.Exports).GetBlobClient($"{Shop.Id}/{path}").DownloadContentAsync()).Value.Content.ToString();

    public Task<bool> ExportExistsAsync(string path) =>
        Storage.Container(Names.Containers.Exports).GetBlobClient($"{Shop.Id}/{path}").ExistsAsync().ContinueWith(task => task.Result.Value, TaskScheduler.Default);

    public async Task<string> FilteredAsync(CustomerFilter filter, string? runId = null)
    {
        var exports = Get<CustomerExports>();
        using var stream = new MemoryStream();
        await exports.WriteAsync((await exports.FindAsync(Shop.Id, runId))!, filter, stream); // the test refreshed before
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
