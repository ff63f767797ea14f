using Insight.Ingestion;
using Insight.Lake;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

/// <summary>What a mapping's <c>mode</c> does with what is known already.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ModeTests(AzuriteFixture azurite)
{
    private const string Products = """{"table": "products", "columns": {"product_id": "P", "title": "T"}, "mode": "MODE"}""";
    private const string Lines = """{"table": "order_lines", "columns": {"order_id": "O", "product_id": "P", "quantity": "Q", "unit_price": "U", "ordered_at": "D", "customer_id": "C"}, "mode": "MODE"}""";

    [SkippableTheory]
    [InlineData("append", "a A, b B, c C", 1)]
    [InlineData("upsert", "a A, b New, c C", 2)]
    [InlineData("replace", "b New, c C", 2)]
    public async Task Products_AreLeftUpdatedOrReplaced(string mode, string expected, long accepted)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await MappedAsync(bench, "1.csv", Products, "upsert", "P,T\na,A\nb,B\n");
        var before = await bench.LakeHashAsync();

        var receipt = await MappedAsync(bench, "2.csv", Products, mode, "P,T\nb,New\nc,C\n");

        Assert.Equal((2, accepted), (receipt.Rows.Read, receipt.Rows.Accepted));
        Assert.Equal(expected, await bench.AskAsync<string>("SELECT string_agg(product_id || ' ' || title, ', ' ORDER BY product_id) FROM products"));
        await bench.Get<IngestionRetraction>().RunAsync(bench.Shop, receipt.Id, default);
        Assert.Equal(before, await bench.LakeHashAsync());
    }

    [SkippableTheory]
    [InlineData("append", 3 + 20 + 7 + 5)]
    [InlineData("upsert", 20 + 14 + 5)]
    [InlineData("replace", 14 + 5)]
    public async Task OrderLines_WithoutNumbers(string mode, double revenue)
    {
        // Order 1 had a mug for 3, now two for 7 each; order 2 is not in the second file.
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_000);
        await MappedAsync(bench, "1.csv", Lines, "append", "O,P,Q,U,D,C\n1,mug,1,3,2025-01-05,c\n2,cup,2,10,2025-01-05,c\n");

        await MappedAsync(bench, "2.csv", Lines, mode, $"O,P,Q,U,D,C\n1,mug,{(mode == "append" ? 1 : 2)},7,2025-01-05,c\n3,cup,1,5,2025-01-06,c\n");

        Assert.Equal(revenue, await bench.AskAsync<double>("SELECT sum(revenue) FROM order_values"));
    }

    [SkippableFact]
    public async Task OrderWhoseLinesLieApart_IsReplacedByAllOfThem()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString, chunkBytes: 1_000);
        await MappedAsync(bench, "1.csv", Lines, "append", "O,P,Q,U,D,C\n1,a,1,3,2025-01-05,c\n1,b,1,4,2025-01-05,c\n");
        var between = string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"x{i},p,1,1,2025-01-05,c\n")));

        await MappedAsync(bench, "2.csv", Lines, "upsert", $"O,P,Q,U,D,C\n1,a,1,3,2025-01-05,c\n{between}1,c,1,5,2025-01-05,c\n");

        Assert.Equal("a c", await bench.AskAsync<string>("SELECT string_agg(product_id, ' ' ORDER BY product_id) FROM order_lines WHERE order_id = '1'"));
    }

    [SkippableFact]
    public async Task WholeOrder_WithNoLineInCommon_ReplacesTheOrder()
    {
        const string header = "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price\n";
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        await bench.DropAsync("1.csv", header + "#1,a@example.org,paid,2025-01-05 10:00:00 +0000,1,Mug,35\n");

        await bench.DropAsync("2.csv", header + "#1,a@example.org,paid,2025-01-05 10:00:00 +0000,1,Plate,25\n");

        Assert.Equal(25.0, await bench.AskAsync<double>("SELECT sum(revenue) FROM order_values"));
    }

    private static async Task<IngestionReceipt> MappedAsync(IngestionBench bench, string name, string mapping, string mode, string text)
    {
        await bench.UploadAsync($"{name}.mapping.json", System.Text.Encoding.UTF8.GetBytes(mapping.Replace("MODE", mode, StringComparison.Ordinal)));
        var receipt = await bench.DropAsync(name, text);
        Assert.Equal(IngestionStatus.Done, receipt.Status);
        return receipt;
    }
}
