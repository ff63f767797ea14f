using System.Globalization;
using System.Text;
using Insight.Drift;
using Insight.Refresh;
using Insight.Registry;
using Insight.Testing;
using Insight.Training.Planning;
using Insight.Training.Tests.Runs;

namespace Insight.Training.Tests.Planning;

/// <summary>A shop on real storage, with its lake, training and refreshes. The data end on 2022-02-24, the clock stands at 2022-03-01.</summary>
[Collection(LongAzuriteCollection.Name)]
public sealed class TrainingPlannerTests(AzuriteFixture azurite)
{
    [SkippableFact]
    public async Task Plan_ADriftedShopIsRetrained_AnUndriftedOneIsNot()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite, new KeyValuePair<string, string?>("Insight:Planning:MaxAgeDays", "700"));
        await bench.DropSampleAsync(customers: 400, days: 420);
        await TrainAsync(bench, "nothing was trained yet");
        var trained = (await bench.Registry.FindChampionAsync(bench.Shop.Id, ModelNames.Purchase))!;
        var before = (await ReportAsync(bench)).Find(ModelNames.Purchase, trained.Version)!;
        Assert.Equal(before.TrainedOn, before.Customers);
        Assert.All(before.Features, feature => Assert.Equal((0, 0), (feature.Psi, feature.Ks)));
        Assert.All(before.Scores, score => Assert.True(score.Psi < 0.01 && score.Ks < 0.02, score.ToString()));
        Assert.Equal(["expected_orders", "p_alive", "probability"], before.Scores.Select(score => score.Name));

        // A few orders the day after: scored, not trained on.
        bench.Time.Advance(TimeSpan.FromDays(2));
        await DropOrdersAsync(bench, "next-day.csv", new DateTime(2022, 2, 26), 5);
        await RefreshAsync(bench);
        Assert.True((await ReportAsync(bench)).Find(ModelNames.Purchase, trained.Version)!.Scores.All(score => score.Psi < 0.1));
        Assert.Equal(PlanStep.Nothing, (await PlanAsync(bench)).Step);

        // Half a year without most of the customers: few orders are new, but nobody is who they were.
        bench.Time.Advance(TimeSpan.FromDays(180));
        await DropOrdersAsync(bench, "half-a-year.csv", new DateTime(2022, 8, 25), 5);
        await RefreshAsync(bench);
        await TrainAsync(bench, "drifted");
        Assert.Equal(PlanStep.Nothing, (await PlanAsync(bench)).Step);
        Assert.Equal(2, (await bench.Runs.ListAsync(bench.Shop.Id, 10)).Count);
    }

    [SkippableFact]
    public async Task Plan_ManyNewOrders_SaysHowMany()
    {
        await using var bench = await TrainingBench.CreateAsync(azurite);
        await bench.DropSampleAsync(customers: 120, days: 300);
        await bench.Runs.StartAsync(bench.Shop.Id, new Training.Runs.TrainingRequest { Models = [ModelNames.Segments] }); // not by the planner: the champion tells what it knew
        await bench.WorkOffAsync();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await DropOrdersAsync(bench, "more.csv", new DateTime(2021, 10, 28), 300);

        var decision = await PlanAsync(bench);

        Assert.Equal(PlanStep.Train, decision.Step);
        Assert.Matches("^[0-9]+ % more orders since the last training$", decision.Reason);
    }

    private static Task<PlanDecision> PlanAsync(TrainingBench bench) => bench.Get<TrainingPlanner>().PlanAsync(bench.Shop, CancellationToken.None);

    private static async Task<DriftReport> ReportAsync(TrainingBench bench) => (await bench.Get<DriftStore>().FindAsync(bench.Shop.Id, CancellationToken.None))!; // refreshed before

    private static async Task RefreshAsync(TrainingBench bench)
    {
        Assert.Equal(PlanStep.Refresh, (await PlanAsync(bench)).Step);
        Assert.Single(await bench.RefreshesAsync());
        await bench.Get<ProfileRefresher>().RefreshAsync(bench.Shop, null);
    }

    /// <summary>Plans, trains and refreshes; the reason stands in the run's report.</summary>
    private static async Task TrainAsync(TrainingBench bench, string reason)
    {
        var decision = await PlanAsync(bench);
        Assert.Equal(PlanStep.Train, decision.Step);
        Assert.Contains(reason, decision.Reason, StringComparison.Ordinal);
        var messages = await bench.WorkOffAsync();
        Assert.Equal(decision.Reason, (await bench.Runs.FindAsync(bench.Shop.Id, messages[0].RunId))!.Trigger);
        await bench.RefreshesAsync();
        await bench.Get<ProfileRefresher>().RefreshAsync(bench.Shop, null);
    }

    private static Task DropOrdersAsync(TrainingBench bench, string file, DateTime day, int orders)
    {
        var csv = new StringBuilder("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
        for (var i = 0; i < orders; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{day:yyMMdd}{i},S{i % 50},THING,3,{day:yyyy-MM-dd} 10:00:00,7.5,{10_000 + (i % 100)},United Kingdom\n");
        }

        return bench.DropAsync(file, Encoding.UTF8.GetBytes(csv.ToString()));
    }
}
