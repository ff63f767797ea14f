using Microsoft.Extensions.DependencyInjection;

namespace Insight.Reports;

/// <summary>Registers what makes reports; needs the lake, the registry and the storage registered too.</summary>
public static class ReportRegistration
{
    public static IServiceCollection AddInsightReports(this IServiceCollection services) => services.AddSingleton<ReportService>();
}
