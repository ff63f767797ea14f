using System.Globalization;
using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring;
using Insight.Testing;
using Insight.Tests.Scoring;

namespace Insight.Tests.Refresh;

[Collection(AzuriteCollection.Name)]
public sealed class ProfileRefresherTests(AzuriteFixture azurite)
{
    private static readonly SampleShop Sample = new(300, seed: 21);

    [SkippableFact]
    public async Task RefreshAsync_WithChampions_TableExportAndRequestsAgree()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        await bench.PublishAllAsync("v1");
        var summary = await bench.RefreshAsync();

        Assert.Equal((300, 0, 0, 300), (summary.Written, summary.Unchanged, summary.Removed, summary.Pointer.Customers));
        var day = bench.Shop.DayOf(summary.Pointer.AsOf);
        Assert.Equal(bench.Shop.EndOf(day), summary.Pointer.AsOf);
        var csv = Rows(await bench.ExportAsync($"{day:yyyy-MM-dd}/customers.csv"));
        Assert.Equal(CustomersCsv.Header.Split(','), csv.Header);
        Assert.Equal(Sample.Ids, csv.Rows.Keys.Order(StringComparer.Ordinal));

        // By stored history, and by the same orders sent as lines: one code, one answer.
        var ids = Sample.Ids.ToList();
        var byId = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { CustomerIds = ids });
        var bySent = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { Customers = [.. ids.Select(id => Sample.History(bench.Shop, id))] });
        var stored = await bench.Profiles.GetManyAsync(bench.Shop.Id, ids);
        for (var i = 0; i < ids.Count; i++)
        {
            foreach (var profile in (CustomerProfile[])[byId[i].Profile!, bySent[i].Profile!, stored[i]!.Profile])
            {
                Assert.Equal(ids[i], profile.CustomerId);
                Check(csv.Rows[ids[i]], csv.Header, profile);
            }
        }

        Assert.Equal(summary.Pointer.Snapshot, byId[0].Profile!.Snapshot);
        Assert.Null(bySent[0].Profile!.Snapshot);
    }

    [SkippableFact]
    public async Task RefreshAsync_Again_WritesNoRowAndTheSameBytes_GoneCustomersLeave()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        var first = await bench.RefreshAsync();
        var path = first.Pointer.Export[(bench.Shop.Id.Value.Length + 1)..];
        var before = await bench.ExportAsync(path);

        bench.Time.Advance(TimeSpan.FromHours(1));
        var ghost = Sample.History(bench.Shop, Sample.Ids.First()) with { CustomerId = "ghost" };
        await bench.Profiles.Client.AddEntityAsync(ProfileEntity.Write(bench.Shop.Id, (await bench.Profiles.FindAsync(bench.Shop.Id, Sample.Ids.First()))!.Profile with { CustomerId = "ghost" }, ghost, 1));
        var second = await bench.RefreshAsync();

        Assert.Equal((0, 300, 1), (second.Written, second.Unchanged, second.Removed));
        Assert.Null(await bench.Profiles.FindAsync(bench.Shop.Id, "ghost"));
        Assert.Equal(before, await bench.ExportAsync(path));
        Assert.Equal(first.Pointer.AsOf, second.Pointer.AsOf);
    }

    [SkippableFact]
    public async Task RefreshAsync_WithoutModels_AnswersByPrior()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        var summary = await bench.RefreshAsync();
        var csv = Rows(await bench.ExportAsync(summary.Pointer.Export[(bench.Shop.Id.Value.Length + 1)..]));
        Assert.All(csv.Rows.Values, row => Assert.Equal("prior", row[^1]));
        Assert.All(csv.Rows.Values, row => Assert.Equal("", row[CustomersCsv.Segment]));
        Assert.Empty(summary.Pointer.Models);
    }

    [SkippableFact]
    public async Task RefreshAsync_EmptyLake_WritesHeaderAndPointer()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        var summary = await bench.RefreshAsync();
        Assert.Equal(0, summary.Pointer.Customers);
        Assert.Equal(CustomersCsv.Header + "\r\n", await bench.FilteredAsync(new CustomerFilter()));
    }

    [SkippableFact]
    public async Task RefreshAsync_Backtest_LooksFromThenAndLeavesProfilesAlone()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        var then = bench.Shop.EndOf(new DateOnly(2020, 12, 31));
        await bench.PublishAllAsync("back", runId: "b1", promote: false, asOf: then);
        var summary = await bench.RefreshAsync("b1");

        Assert.Equal(then, summary.Pointer.AsOf);
        Assert.Equal("back", summary.Pointer.Models[ModelNames.Purchase]);
        Assert.Null(await bench.Profiles.FindAsync(bench.Shop.Id, Sample.Ids.First()));
        Assert.Null(await bench.Get<RefreshPointers>().FindAsync(bench.Shop.Id));
        var csv = Rows(await bench.ExportAsync("runs/b1/customers.csv"));
        Assert.InRange(csv.Rows.Count, 50, 299);

        // What a shop that only ever had the older data would have been told.
        await using var past = await RefreshBench.CreateAsync(azurite);
        await past.DropAsync("orders.csv", Sample.Csv(past.Shop, at => at <= then));
        await past.PublishAllAsync("back", runId: "b1", promote: false, asOf: then);
        await past.RefreshAsync("b1");
        Assert.Equal(await past.ExportAsync("runs/b1/customers.csv"), await bench.ExportAsync("runs/b1/customers.csv"));

        // A run that could store no model is answered by the prior at its own time.
        var none = await bench.RefreshAsync("b2", then);
        Assert.Equal((then, 0), (none.Pointer.AsOf, none.Pointer.Models.Count));
    }

    [SkippableFact]
    public async Task RefreshAsync_ChampionCorrupted_ThePreviousScores_AndRollbackIsSeenAtOnce()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        await bench.PublishAllAsync("v1");
        await bench.PublishAllAsync("v2");
        await bench.Storage.Container("models").GetBlobClient($"{bench.Shop.Id}/value/v2/model.onnx").UploadAsync(BinaryData.FromString("?"), overwrite: true);
        var summary = await bench.RefreshAsync();
        Assert.Equal(("v2", "v1"), (summary.Pointer.Models[ModelNames.Purchase], summary.Pointer.Models[ModelNames.Value]));

        await bench.Registry.RollbackAsync(bench.Shop.Id, ModelNames.Purchase);
        summary = await bench.RefreshAsync();
        Assert.Equal("v1", summary.Pointer.Models[ModelNames.Purchase]);
        var served = (await bench.Profiles.GetManyAsync(bench.Shop.Id, [.. Sample.Ids])).Where(stored => stored!.Profile.Orders > 0).Select(stored => stored!.Profile.Model[ModelNames.Purchase]);
        Assert.Equal(["v1"], served.Distinct());
    }

    [SkippableFact]
    public async Task Exports_Filtered_ByGroupSegmentAndTime()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        await bench.PublishAllAsync("v1");
        var summary = await bench.RefreshAsync();
        var all = Rows(await bench.FilteredAsync(new CustomerFilter()));
        var report = (await bench.Get<SegmentsService>().FindAsync(bench.Shop.Id))!;

        Assert.Equal(300, report.Groups.Sum(group => group.Customers));
        Assert.Equal(1, report.Groups.Sum(group => group.RevenueShare), 1e-9);
        Assert.All(report.Groups, group => Assert.NotEmpty(group.Told));
        Assert.Equal(["Once", "Again, \"often\""], report.Segments.Select(segment => segment.Name));
        Assert.Equal("Came back.", report.Segments[1].Told);
        foreach (var group in report.Groups)
        {
            var rows = Rows(await bench.FilteredAsync(new CustomerFilter { Group = group.Name.ToUpperInvariant() })).Rows;
            Assert.Equal(group.Customers, rows.Count);
            Assert.All(rows, row => Assert.Equal(all.Rows[row.Key], row.Value));
            Assert.Equal(group.Averages.Probability, rows.Values.Average(row => double.Parse(row[8], CultureInfo.InvariantCulture)), 1e-9);
        }

        Assert.Equal(report.Segments[1].Customers, Rows(await bench.FilteredAsync(new CustomerFilter { Segment = "1" })).Rows.Count);
        Assert.Equal(report.Segments[1].Customers, Rows(await bench.FilteredAsync(new CustomerFilter { Segment = "Again, \"often\"" })).Rows.Count);

        // One more order at the last day changes that customer (and the snapshot), and nobody whose numbers stay.
        var day = bench.Shop.DayOf(summary.Pointer.AsOf);
        bench.Time.Advance(TimeSpan.FromHours(1));
        var since = bench.Time.GetUtcNow();
        await bench.DropAsync("more.csv", FormattableString.Invariant($"Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n900001,85123,Thing,1,{day:yyyy-MM-dd} 01:00:00,0.01,13000,France\n"));
        await bench.RefreshAsync();
        var changed = Rows(await bench.FilteredAsync(new CustomerFilter { UpdatedSince = since })).Rows;
        Assert.Contains("13000", changed.Keys);
        Assert.InRange(changed.Count, 1, 150);
        Assert.Equal(300, Rows(await bench.FilteredAsync(new CustomerFilter { UpdatedSince = since.AddDays(-1) })).Rows.Count);
    }

    [SkippableFact]
    public async Task ScoreAsync_UnknownIdsAndNewShoppers_AnswerInOrder()
    {
        await using var bench = await RefreshBench.CreateAsync(azurite);
        await bench.DropAsync("orders.csv", Sample.Csv(bench.Shop));
        await bench.PublishAllAsync("v1");
        var pointer = (await bench.RefreshAsync()).Pointer;
        var later = new HistoryBuilder(bench.Shop).Add("o1", pointer.AsOf.AddDays(3).AddHours(-5), [new("p", 1, 20)]).Build("");
        var future = new HistoryBuilder(bench.Shop).Add("o1", bench.Time.GetUtcNow().AddDays(3), [new("p", 1, 20)]).Build("f");
        var answers = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { CustomerIds = ["nobody", "13001", ""], Customers = [later, future] });

        Assert.Equal([("nobody", false), ("13001", true), ("", false), (null, true), ("f", true)], answers.Select(answer => (answer.CustomerId, answer.Known)));
        Assert.Equal(pointer.AsOf, answers[1].Profile!.AsOf);
        Assert.Equal(bench.Shop.EndOf(bench.Shop.DayOf(pointer.AsOf).AddDays(3)), answers[3].Profile!.AsOf);
        Assert.Equal(TestModels.ExpectedProbability(later, Insight.Features.Cutoff.AtInstant(bench.Shop, answers[3].Profile!.AsOf)), answers[3].Profile!.Purchase!.Probability, 1e-6);
        Assert.Equal((bench.Time.GetUtcNow(), 0), (answers[4].Profile!.AsOf, answers[4].Profile!.Orders));

        var then = bench.Shop.EndOf(new DateOnly(2020, 12, 31));
        var past = await bench.Scores.ScoreAsync(bench.Shop, new ScoreRequest { CustomerIds = ["13001"], AsOf = then, Models = [ModelNames.Purchase] });
        Assert.Equal(then, past[0].Profile!.AsOf);
        Assert.Null(past[0].Profile!.Value);
        Assert.Equal(Sample.History(bench.Shop, "13001").Orders.Count(order => order.OrderedAt <= then && order.IsPurchase), past[0].Profile!.Orders);
    }

    private static void Check(string[] row, string[] header, CustomerProfile profile)
    {
        Number("orders", profile.Orders);
        Number("revenue", profile.Revenue);
        Number("recency_days", profile.Rfm!.R > 0 ? profile.Rfm.RecencyDays : null);
        Number("frequency", profile.Rfm.R > 0 ? profile.Rfm.Frequency : null);
        Number("monetary", profile.Rfm.R > 0 ? profile.Rfm.Monetary : null);
        Number("purchase_probability", profile.Purchase!.Probability);
        Number("expected_orders", profile.Purchase.ExpectedOrders);
        Number("p_alive", profile.Purchase.PAlive);
        Number("expected_value", profile.Value!.Expected);
        Number("value_low", profile.Value.Low);
        Number("value_high", profile.Value.High);
        Assert.Equal(profile.Rfm.Group, Text("rfm_group"));
        Assert.Equal(profile.Segment?.Name ?? "", Text("segment"));
        Assert.Equal(profile.Orders > 0 ? "model" : "prior", Text("basis"));
        Assert.Equal(profile.Purchase.NextOrderAt is null, Text("next_order_at").Length == 0);

        string Text(string column) => row[Array.IndexOf(header, column)];

        void Number(string column, double? expected)
        {
            if (expected is not { } value)
            {
                Assert.Equal("", Text(column));
                return;
            }

            var found = double.Parse(Text(column), CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(found - value) <= 1e-5 * Math.Max(1, Math.Abs(value)), $"{profile.CustomerId}: {column} is {found} in the export and {value} in the profile.");
        }
    }

    private static (string[] Header, Dictionary<string, string[]> Rows) Rows(string csv)
    {
        using var reader = new StringReader(csv);
        var records = new List<string[]>();
        while (CustomersCsv.ReadAsync(reader, CancellationToken.None).AsTask().GetAwaiter().GetResult() is var (_, fields))
        {
            records.Add([.. fields]);
        }

        return (records[0], records.Skip(1).ToDictionary(row => row[0], row => row));
    }
}
