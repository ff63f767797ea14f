using System.Net.Http.Json;
using System.Text.Json;
using Insight.LocalHost.Hosting;
using Microsoft.Extensions.Logging;

namespace Insight.EndToEnd.Tests;

/// <summary>LocalHost with an Azurite of its own, as every end-to-end test uses it: over HTTP and with dropped files only.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    public const string AdminKey = "the-admin-key-of-the-end-to-end-tests";

    private LocalHostApp? _app;

    public Uri Address
    {
        get
        {
            Skip.If(_app is null, "npx is not on the path: install Node 20 to run the end-to-end tests.");
            return _app!.BaseAddress; // Skip.If has thrown otherwise
        }
    }

    public async Task InitializeAsync()
    {
        if (AzuriteProcess.IsAvailable)
        {
            _app = await LocalHostApp.StartAsync(new LocalHostOptions
            {
                Port = 0,
                OwnStorage = true,
                InMemory = true,
                RunTimers = false,
                LogLevel = LogLevel.Warning,
                Settings = new Dictionary<string, string?> { ["Insight:AdminKey"] = AdminKey },
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Creates a shop and gives a client that holds its key.</summary>
    public async Task<ShopClient> CreateShopAsync(string currency = "GBP", string timeZone = "Europe/London")
    {
        using var admin = Client(AdminKey);
        var name = "e2e-" + Guid.NewGuid().ToString("n")[..10];
        using var response = await admin.PostAsJsonAsync("api/v1/shops", new { shop = name, currency, timeZone });
        response.EnsureSuccessStatusCode();
        var created = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new ShopClient(name, Client(created.GetProperty("key").GetString()!)); // the contract promises it
    }

    /// <summary>What the timer does every quarter of an hour: new data are scored, or trained on.</summary>
    public async Task PlanAsync()
    {
        using var http = Client(null);
        using var response = await http.PostAsJsonAsync("admin/functions/PlanTraining", new { });
        response.EnsureSuccessStatusCode();
    }

    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-api-key", key);
        }

        return client;
    }
}

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class RunningHostCollection : ICollectionFixture<RunningHost>
{
    public const string Name = "Running host";
}
