using Microsoft.Extensions.DependencyInjection;

namespace Insight.Ingestion;

/// <summary>Registers what turns uploads into lake rows.</summary>
public static class IngestionRegistration
{
    public static IServiceCollection AddInsightIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().BindConfiguration("Insight:Ingestion").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IngestionLedger>()
            .AddSingleton<QuarantineFiles>()
            .AddSingleton<UploadIngestor>()
            .AddSingleton<IngestionRetraction>()
            .AddSingleton<LakeWorkQueue>()
            .AddSingleton<Reconciler>();
    }
}
