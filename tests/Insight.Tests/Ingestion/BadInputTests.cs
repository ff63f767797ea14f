using System.Security.Cryptography;
using System.Text;
using Insight.Ingestion;
using Insight.Testing;

namespace Insight.Tests.Ingestion;

[Collection(LongAzuriteCollection.Name)]
public sealed class BadInputTests(AzuriteFixture azurite)
{
    private const string Header = "order_id,product_id,quantity,unit_price,ordered_at,customer_id\n";

    public static TheoryData<string, byte[], IngestionStatus, string> Files()
    {
        var random = new byte[4096];
        new Random(3).NextBytes(random);
        random[7] = 0;
        var gzip = IngestionBench.Gzip(Header + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"o{i},p,1,{SHA256.HashData(BitConverter.GetBytes(i))[0]},2025-01-01,c{i}\n")));
        return new TheoryData<string, byte[], IngestionStatus, string>
        {
            { "empty", [], IngestionStatus.Refused, "empty" },
            { "white space", "  \n\n "u8.ToArray(), IngestionStatus.Refused, "white space" },
            { "binary", random, IngestionStatus.Refused, "binary" },
            { "cut gzip", gzip[..(gzip.Length / 2)], IngestionStatus.Refused, "cut off" },
            { "zip", "PK\u0003\u0004rest"u8.ToArray(), IngestionStatus.Refused, "zip" },
            { "cut parquet", [.. "PAR1"u8, .. random], IngestionStatus.Refused, "Parquet" },
            { "broken json", "{\"order_id\": \"1\"\n{\"order_id\"\n"u8.ToArray(), IngestionStatus.Refused, "JSON" },
            { "prose", "Dear Sir or Madam,\nplease find attached nothing.\n"u8.ToArray(), IngestionStatus.Waiting, "mapping.json" },
            { "unreadable dates", Encoding.UTF8.GetBytes(Header + "1,p,1,1,yesterday,c\n2,p,1,1,tomorrow,c\n"), IngestionStatus.Refused, "yesterday" },
            { "two-way dates", Encoding.UTF8.GetBytes(Header + "1,p,1,1,01/02/2025,c\n2,p,1,1,03/04/2025,c\n"), IngestionStatus.Waiting, "two ways" },
            { "header only", Encoding.UTF8.GetBytes(Header), IngestionStatus.Done, "no rows" },
        };
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public async Task UnusableFile_EndsWithAMessage_AndNothingIsTaken(string name, byte[] content, IngestionStatus status, string says)
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        var receipt = await bench.DropAsync(name + ".csv", content);

        Assert.Equal(status, receipt.Status);
        Assert.Contains(says, receipt.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await bench.AskAsync<long>("SELECT count(*) FROM orders"));
        Assert.True(await bench.Uploads.GetBlobClient(receipt.Path).ExistsAsync());
        Assert.Equal(receipt.Id, (await bench.Ledger.FindAsync(bench.Shop.Id, receipt.Id, default))?.Id);
    }

    [SkippableFact]
    public async Task BadRows_GoToQuarantineWithTheirReason()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var receipt = await bench.DropAsync("rows.csv", Header.TrimEnd() + ",currency\n"
            + "1,p,1,1.00,2025-01-01,c,GBP\n"
            + ",p,1,1.00,2025-01-01,c,GBP\n"
            + "3,,1,1.00,2025-01-01,c,GBP\n"
            + "4,p,two,1.00,2025-01-01,c,GBP\n"
            + "5,p,1,,2025-01-01,c,GBP\n"
            + "6,p,1,1.00,2025-13-45,c,GBP\n"
            + "7,p,1,1.00,,c,GBP\n"
            + "8,p,1,-1.00,2025-01-01,c,GBP\n"
            + "9,p,0,1.00,2025-01-01,c,GBP\n"
            + "10,p,1,1.00,2999-01-01,c,GBP\n"
            + "11,p,1,1.00,1066-10-14,c,GBP\n"
            + "12,p,1,1.00,2025-01-01,c,USD\n"
            + "13,p,1,1.00,2025-01-01\n"
            + "14,p,9999999,1.00,2025-01-01,c,GBP\n"
            + "15,p,-3,0,2025-01-01,c,GBP\n"
            + "16,p,-1,2.00,2025-01-02,c,GBP\n");

        Assert.Equal(new RowCounts(16, 2, 1, 14, 0), receipt.Rows);
        string[] expected =
        [
            "missing_order_id", "missing_product_id", "bad_quantity", "missing_unit_price", "bad_ordered_at", "missing_ordered_at", "negative_price", "zero_quantity",
            "future_time", "impossible_time", "foreign_currency", "unreadable_row", "absurd_value", "stock_adjustment", "return_by_sign",
        ];
        Assert.All(expected, code => Assert.Equal(1, receipt.Reasons[code]));
        var quarantine = (await bench.QuarantineAsync(receipt)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(15, quarantine.Length);
        Assert.All(expected[..^1], code => Assert.Contains(quarantine, line => line.Contains(code, StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task SameUploadDeliveredTwiceAtOnce_HasOneEffectAndOneReceipt()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);
        var blob = await bench.UploadAsync("twice.csv", Encoding.UTF8.GetBytes(Header + "1,p,1,1.00,2025-01-01,c\n"));

        var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default)));

        Assert.Single(receipts.Select(receipt => receipt!.Id).Distinct());
        Assert.Equal(1, receipts.Count(receipt => receipt!.Status == IngestionStatus.Done));
        Assert.Equal(1, await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        Assert.Equal("s1", (await bench.Ingestor.IngestAsync(blob, bench.Shop.Id, default))!.Snapshot);
    }

    [SkippableFact]
    public async Task DifferentFilesAtOnce_LoseNothing()
    {
        await using var bench = await IngestionBench.CreateAsync(azurite.ConnectionString);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => bench.DropAsync($"f{i}.csv", Header + $"{i},p,1,1.00,2025-01-01,c\n99,p,1,1.00,2025-01-01,c\n")));

        Assert.Equal(6, await bench.AskAsync<long>("SELECT count(*) FROM order_lines"));
        var listed = await bench.Ledger.ListAsync(bench.Shop.Id, null, 3, null, default);
        var rest = await bench.Ledger.ListAsync(bench.Shop.Id, null, 10, listed[^1].Id, default);
        Assert.Equal(5, listed.Concat(rest).Select(receipt => receipt.Path).Distinct().Count());
    }
}
