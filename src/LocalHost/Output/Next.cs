using Insight.LocalHost.Client;

namespace Insight.LocalHost.Output;

/// <summary>Where the report lies and which calls to try.</summary>
internal static class Next
{
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
