using Insight.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Lake;

/// <summary>Registers what reads the lake.</summary>
public static class LakeRegistration
{
    public static IServiceCollection AddInsightLake(this IServiceCollection services)
    {
        services.AddOptions<LakeOptions>().BindConfiguration("Insight:Lake").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(_ => new WorkFolder())
            .AddSingleton<SnapshotStore>()
            .AddSingleton<LakeFileCache>()
            .AddSingleton<LakeBlobs>()
            .AddSingleton<LakeRetraction>()
            .AddSingleton<LakeCompactor>()
            .AddSingleton<LakeSweep>()
            .AddSingleton<ShopLake>();
    }
}
