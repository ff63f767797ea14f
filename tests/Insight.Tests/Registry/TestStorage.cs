using Insight.Storage;
using Insight.Testing;
using Microsoft.Extensions.Configuration;

namespace Insight.Tests.Registry;

/// <summary>The product's own way to its storage, on the tests' Azurite.</summary>
internal static class TestStorage
{
    public static async Task<InsightStorage> OpenAsync(AzuriteFixture azurite)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build();
        var storage = StorageRegistration.Open(configuration);
        await storage.EnsureCreatedAsync();
        return storage;
    }
}
