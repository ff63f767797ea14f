using System.Globalization;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

/// <summary>What is far above the usual is pointed out in the receipt, and stays in the lake as it was written.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class OutlierTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task ValuesBeyondTheFence_AreCounted_AndKept()
    {
        // Quartiles of the quantities are 2 and 6, of the prices 5 and 5: the fences are 6 · 3³ = 162 and 5 · 3³ = 135.
        var rows = Enumerable.Range(0, 200).Select(i => Row(i, quantity: (i % 4) switch { 0 or 1 => 2, _ => 6 }, price: 5)).ToList();
        rows.AddRange([Row(200, 161, 5), Row(201, 163, 5), Row(202, 2, 134), Row(203, 2, 136), Row(204, 900, 900)]);
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("lines.csv", Header + string.Concat(rows));

        Assert.Equal((205, 0), (receipt.Rows.Accepted, receipt.Rows.Repaired));
        Assert.Equal((2, 2), (receipt.Reasons["outlier_quantity"], receipt.Reasons["outlier_price"]));
        Assert.Equal((900.0, 900.0), (await bench.AskAsync<double>("SELECT max(quantity) FROM order_lines"), await bench.AskAsync<double>("SELECT max(unit_price) FROM order_lines")));
    }

    [SkippableFact]
    public async Task SalesTotals_HaveAFenceToo()
    {
        var days = Enumerable.Range(0, 150).Select(day => FormattableString.Invariant($"shop,{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd},{(day == 9 ? 271 : day == 10 ? 269 : 10)}\n"));
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("series.csv", "unique_id,ds,y\n" + string.Concat(days));

        // All quartiles are 10: the fence is 10 · 3³ = 270.
        Assert.Equal((150, 1), (receipt.Rows.Accepted, receipt.Reasons["outlier_quantity"]));
    }

    [SkippableFact]
    public async Task FewValues_TellNothingOfWhatIsUsual()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync("lines.csv", Header + string.Concat(Enumerable.Range(0, 50).Select(i => Row(i, 1, 5))) + Row(50, 900, 900));

        Assert.Equal(51, receipt.Rows.Accepted);
        Assert.DoesNotContain(receipt.Reasons.Keys, code => code.StartsWith("outlier_", StringComparison.Ordinal));
    }

    private const string Header = "order_id,product_id,quantity,unit_price,ordered_at\n";

    private static string Row(int order, int quantity, double price) => string.Create(CultureInfo.InvariantCulture, $"A{order},P1,{quantity},{price},2025-01-31\n");
}
