using Insight.LocalHost.Client;
using Insight.LocalHost.Hosting;

namespace Insight.LocalHost.Output;

/// <summary>Where the report lies and which calls to try.</summary>
internal static class Next
{
    /// <summary>Goes on serving until Ctrl-C, or says that it does not.</summary>
    public static async Task ServeAsync(Screen screen, LocalHostApp app, bool once, CancellationToken cancellationToken)
    {
        screen.Line();
        if (once)
        {
            screen.Line("It ends here (--once). Without --once it goes on serving, and these calls answer.");
            return;
        }

        screen.Line("Serving until Ctrl-C.");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    public static void Print(Screen screen, InsightClient client, string customerId, string reportPath)
    {
        var shop = $"{client.Root}/api/v1/shops/{client.Shop}";
        var key = $"-H \"x-api-key: {client.Key}\"";
        screen.Title("Report, and calls to try");
        screen.Line($"  {reportPath}");
        screen.Line();
        screen.Line($"  curl {key} {shop}/customers/{Uri.EscapeDataString(customerId)}");
        screen.Line($"  curl {key} {shop}/segments");
        screen.Line($"  curl {key} {shop}/customers.csv");
        screen.Line($"  curl {key} {shop}/models/purchase");
        screen.Line($"  curl {key} -H \"content-type: application/json\" {shop}/scores -d '{{\"customers\":[{{\"orders\":[{{\"orderId\":\"1\",\"orderedAt\":\"2025-06-01T10:00:00Z\",\"lines\":[{{\"productId\":\"TEA-01\",\"quantity\":2,\"unitPrice\":5.9}}]}}]}}]}}'");
    }
}
