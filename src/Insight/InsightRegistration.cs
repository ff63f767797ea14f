using Insight.Ingestion;
using Insight.Lake;
using Insight.Refresh;
using Insight.Reports;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Insight;

/// <summary>Registers what this library does, so that a host reads like a list.</summary>
public static class InsightRegistration
{
    public static IServiceCollection AddInsight(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<InsightOptions>().Bind(configuration.GetSection(InsightOptions.Section));
        services.TryAddSingleton(_ => StorageRegistration.Open(configuration));
        services.TryAddSingleton<ShopKeys>();
        services.TryAddSingleton<ShopPurge>();
        services.TryAddSingleton<ShopDirectory>();
        services.TryAddSingleton<RefreshQueue>();
        services.TryAddSingleton<AbandonedUploads>();
        return services.AddInsightLake().AddInsightIngestion().AddInsightServing().AddInsightReports();
    }
}
