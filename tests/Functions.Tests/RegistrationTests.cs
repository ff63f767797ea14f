using System.Reflection;
using Insight.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Functions.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void EveryFunction_CanBeMade_FromTheSettingsThatTheSampleNames()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", "UseDevelopmentStorage=true")]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        using var provider = services.AddInsightFunctions(configuration).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var types = typeof(ApiCall).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null)).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.NotNull(ActivatorUtilities.CreateInstance(provider, type)));
    }
}
