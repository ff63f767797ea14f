using Insight.Drift;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Refresh;

/// <summary>Registers what serves: registry, models, scoring, recommendations, profiles, refresh. Needs storage, shops, the lake and a TimeProvider.</summary>
public static class ServingRegistration
{
    public static IServiceCollection AddInsightServing(this IServiceCollection services)
    {
        services.AddOptions<ModelCacheOptions>().BindConfiguration("Insight:Models").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ModelRegistry>()
            .AddSingleton<DriftStore>()
            .AddSingleton<ModelCache>()
            .AddSingleton<CustomerScorer>()
            .AddSingleton<ProfileTable>()
            .AddSingleton<RefreshPointers>()
            .AddSingleton<CustomerExports>()
            .AddSingleton<SegmentsService>()
            .AddSingleton<ScoreService>()
            .AddSingleton<ProductCatalogs>()
            .AddSingleton<RecommendationService>()
            .AddSingleton<ProfileRefresher>();
    }
}
