using Microsoft.Extensions.DependencyInjection;

namespace Insight.Training.Planning;

/// <summary>Registers what decides when to train, and what closes runs that were given up. Needs shops, the lake, the registry and the training runs.</summary>
public static class PlanningRegistration
{
    public static IServiceCollection AddInsightPlanning(this IServiceCollection services)
    {
        services.AddOptions<PlanningOptions>().BindConfiguration(PlanningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TrainingPlanner>().AddSingleton<AbandonedTraining>();
    }
}
