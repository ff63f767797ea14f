using Insight.Functions.Http;
using Insight.Functions.Operations;
using Insight.Training;
using Insight.Training.Planning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Insight.Functions;

/// <summary>
/// What the functions need, registered once for both hosts: the Functions worker and LocalHost.
/// </summary>
public static class InsightFunctionsRegistration
{
    /// <summary>Adds the services behind the functions; <paramref name="configuration"/> holds the app settings.</summary>
    public static IServiceCollection AddInsightFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddInsight(configuration).AddInsightTraining().AddInsightPlanning();
        services.TryAddSingleton<ApiCall>();
        services.TryAddSingleton<UploadLinks>();
        services.AddHostedService<StorageStart>();
        return services;
    }
}
