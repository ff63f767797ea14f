using Insight.Training.Recommendations;
using Insight.Training.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Insight.Training;

/// <summary>Registers training. Needs storage, shops, the lake, the model registry and a TimeProvider.</summary>
public static class TrainingRegistration
{
    public static IServiceCollection AddInsightTraining(this IServiceCollection services)
    {
        services.AddOptions<TrainingOptions>().BindConfiguration(TrainingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TrainingRuns>().AddSingleton<CustomerTraining>().AddSingleton<RecommendationTraining>().AddSingleton<ModelTrainer>();
    }
}
