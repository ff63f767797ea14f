using Insight.LocalHost.Hosting;
using LocalHost.Tests.Samples;

namespace LocalHost.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData(typeof(UnknownBinding), "Function Unknown: ", "'row'", "[TableInputAttribute]")]
    [InlineData(typeof(UnknownParameter), "Function UnboundParameter: ", "'day'", "[QueueTriggerAttribute]")]
    public async Task Start_UnknownBinding_StopsAndNamesIt(Type sample, params string[] named)
    {
        // Refused before any storage is opened, so none is needed.
        var options = new LocalHostOptions { FunctionAssemblies = [sample.Assembly], FunctionFilter = type => type == sample };

        var exception = await Assert.ThrowsAsync<LocalHostException>(() => LocalHostApp.StartAsync(options));

        Assert.All(named, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=eA==;EndpointSuffix=core.windows.net")]
    [InlineData("BlobEndpoint=https://shop.blob.core.windows.net/;QueueEndpoint=http://127.0.0.1:1/;TableEndpoint=http://127.0.0.1:2/")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://elsewhere")]
    [InlineData("nonsense")]
    public void Storage_Elsewhere_IsRefused(string connectionString) =>
        Assert.Throws<LocalHostException>(() => DevelopmentStorage.Ports(connectionString));

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production")]
    [InlineData("DOTNET_ENVIRONMENT", "Staging")]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Production")]
    [InlineData("WEBSITE_INSTANCE_ID", "1")]
    public void Environment_NotDevelopment_IsRefusedByName(string name, string value)
    {
        var exception = Assert.Throws<LocalHostException>(() => DevelopmentOnly.Check(asked => asked == name ? value : null));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_Development_IsAccepted() =>
        Assert.Null(Record.Exception(() => DevelopmentOnly.Check(name => name == "DOTNET_ENVIRONMENT" ? "Development" : null)));
}
