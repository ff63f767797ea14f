using System.Globalization;
using System.Text;
using System.Text.Json;
using Insight.Ingestion;
using Insight.Lake;
using Insight.Refresh;
using Insight.Registry;
using Insight.Shops;
using Insight.Storage;
using Insight.Testing;
using Insight.Training.Planning;
using Insight.Training.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Insight.Training.Tests.Runs;

/// <summary>A shop on real storage, with the product's own registration, whose queue messages a test works off.</summary>
internal sealed class TrainingBench : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ServiceProvider services;

    private TrainingBench(ServiceProvider services, Shop shop) => (this.services, Shop) = (services, shop);

    public Shop Shop { get; }

    public TrainingRuns Runs => Get<TrainingRuns>();

    public ModelRegistry Registry => Get<ModelRegistry>();

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    /// <param name="settings">Beside the connection.</param>
    public static async Task<TrainingBench> CreateAsync(AzuriteFixture azurite, params KeyValuePair<string, string?>[] settings)
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString), new("Insight:Training:SearchTrials", "1"), .. settings]).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2022, 3, 1, 12, 0, 0, TimeSpan.Zero)))
            .AddSingleton(provider => StorageRegistration.Open(provider.GetRequiredService<IConfiguration>()))
            .AddSingleton<ShopKeys>().AddSingleton<ShopPurge>().AddSingleton<ShopDirectory>()
            .AddInsightLake().AddInsightIngestion().AddInsightServing().AddInsightTraining().AddSingleton<RefreshQueue>().AddInsightPlanning()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await services.GetRequiredService<InsightStorage>().EnsureCreatedAsync();
        var name = "t" + Guid.NewGuid().ToString("n")[..12];
        var shops = services.GetRequiredService<ShopDirectory>();
        await shops.CreateAsync(new NewShop(name, "GBP", "Europe/London"), null);
        return new TrainingBench(services, (await shops.FindAsync(ShopId.Parse(name)))!); // created the line before
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task DropAsync(string name, byte[] content)
    {
        var blob = Get<InsightStorage>().Container(Names.Containers.Uploads).GetBlobClient($"{Shop.Id}/{name}");
        await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        var receipt = await Get<UploadIngestor>().IngestAsync(blob, Shop.Id, default);
        Assert.Equal(IngestionStatus.Done, receipt?.Status);
    }

    /// <summary>Invoice lines in UCI's columns: customers who buy every so many days, each at a rate of their own, and lapse now and then.</summary>
    /// <param name="shuffled">Every purchase is given to any of the customers: at each cutoff what they do next has then nothing to do with what they did before.</param>
    public Task DropSampleAsync(int customers, int days, bool shuffled = false)
    {
        var random = new Random(17);
        var lots = new Random(23);
        var csv = new StringBuilder("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
        var invoice = 500_000;
        for (var c = 0; c < customers; c++)
        {
            var gap = 10 + (random.NextDouble() * 80);
            for (var day = random.NextDouble() * days * 0.6; day < days && random.NextDouble() > 0.12; day += -Math.Log(1 - random.NextDouble()) * gap)
            {
                var at = new DateTime(2021, 1, 1, 9, 0, 0).AddDays((int)day).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                csv.Append(CultureInfo.InvariantCulture, $"{invoice++},S{random.Next(50)},THING,{random.Next(1, 12)},{at},{random.Next(2, 30)}.5,{10_000 + (shuffled ? lots.Next(customers) : c)},United Kingdom\n");
            }
        }

        return DropAsync("lines.csv", Encoding.UTF8.GetBytes(csv.ToString()));
    }

    /// <summary>Does what the queue's function does, for this shop's messages.</summary>
    public async Task<IReadOnlyList<TrainingMessage>> WorkOffAsync()
    {
        var messages = await ReceiveAsync<TrainingMessage>(Names.Queues.Training, message => message.Shop);
        foreach (var message in messages)
        {
            await Get<ModelTrainer>().TrainAsync(message, CancellationToken.None);
        }

        return messages;
    }

    public Task<IReadOnlyList<RefreshMessage>> RefreshesAsync() => ReceiveAsync<RefreshMessage>(Names.Queues.RefreshProfiles, message => message.Shop);

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    private async Task<IReadOnlyList<T>> ReceiveAsync<T>(string queue, Func<T, string> shopOf)
    {
        var client = Get<InsightStorage>().Queue(queue);
        var found = new List<T>();
        while ((await client.ReceiveMessagesAsync(32)).Value is { Length: > 0 } batch)
        {
            foreach (var message in batch)
            {
                var read = JsonSerializer.Deserialize<T>(message.Body.ToString(), Json)!; // the product wrote it
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                if (shopOf(read) == Shop.Id.Value)
                {
                    found.Add(read);
                }
            }
        }

        return found;
    }
}
