using System.Text.Json;
using Insight.Drift;
using Insight.Registry;
using Insight.Reports;

namespace Insight.Tests.Reports;

/// <summary>A report with every part filled from a seeded generator: shaped like a shop's, but nobody's.</summary>
internal static class FakeReport
{
    private static readonly DateTimeOffset AsOf = new(2025, 6, 30, 21, 59, 59, TimeSpan.Zero);
    private static readonly string[] Groups = ["Champions", "Loyal", "Active", "New", "Promising", "Needs attention", "At risk", "Previously loyal", "Almost lost", "Dormant"];

    public static ReportData Empty(string shop = "demo") => new()
    {
        Shop = shop, Currency = "EUR", TimeZone = "Europe/Berlin", GeneratedAt = AsOf.AddHours(2), Snapshot = "s0",
    };

    public static ReportData Full(int seed = 7)
    {
        var random = new Random(seed);
        var months = Enumerable.Range(0, 12).Select(i =>
        {
            var month = new DateOnly(2024, 7, 1).AddMonths(i);
            var season = month.Month == 12 ? 2.1 : month.Month == 11 ? 1.6 : 1;
            var revenue = 41_000 * season * (0.85 + (random.NextDouble() * 0.3));
            var customers = (long)(revenue / 61);
            return new MonthFigures(month, revenue, revenue * (0.04 + (random.NextDouble() * 0.04)), (long)(revenue / 54), customers, customers / 2 + 40 - (i * 9), i == 11);
        }).ToList();
        var customers = Enumerable.Range(0, 400).Select(i => new ScoredCustomer(
            $"e_{random.NextInt64():x16}", 1 + random.Next(14), 40 + (Math.Pow(random.NextDouble(), 4) * 2600), random.Next(300), random.Next(12), 30 + (random.NextDouble() * 90),
            Groups[random.Next(Groups.Length)], "Steady regulars", random.NextDouble() * 0.9, random.NextDouble() * 4, random.NextDouble(),
            random.NextDouble() * 300, 10, 340, "model")).ToList();
        return Empty() with
        {
            AsOf = AsOf,
            Snapshot = "s12",
            Totals = new ShopTotals(new DateOnly(2024, 7, 1), new DateOnly(2025, 6, 30), months.Sum(m => m.Revenue), months.Sum(m => m.Returned), months.Sum(m => m.Orders), 3412, 1490, 120),
            Months = months,
            Cohorts = [.. Enumerable.Range(0, 12).Select(i => new Cohort(
                new DateOnly(2024, 7, 1).AddMonths(i), 420 - (i * 12),
                [.. Enumerable.Range(0, 12 - i).Select(m => m == 0 ? 420 - (i * 12) : (long)((420 - (i * 12)) * (0.34 * Math.Exp(-m / 7.0) + (random.NextDouble() * 0.05))))]))],
            RfmGroups = [.. Groups.Select((group, i) => new GroupFigures(group, 80 + random.Next(500), 160_000.0 / ((i * 1.3) + 1) * (0.7 + random.NextDouble())))],
            Segments =
            [
                new("Steady regulars", "Buy every three to four weeks, small baskets, rarely return anything.", 812, 301_220, 0.71, 96.2),
                new("December guests", "One order before Christmas, nothing since.", 1533, 98_410, 0.09, 4.1),
                new("Big baskets", "Few orders of high value; return twice as often as others.", 421, 141_050, 0.31, 71.8),
                new("Fading", "Used to buy monthly, silent for a quarter.", 646, 88_300, 0.14, 9.5),
            ],
            Scores = new ScoreOrigin(AsOf, "s12", 90, new Dictionary<string, string> { ["purchase"] = "20250630220110-1f9c", ["value"] = "20250630220131-77aa", ["segments"] = "20250630220102-b0e1" },
                new Dictionary<string, long> { ["model"] = 3412 }, 3412, AsOf.AddMinutes(4)),
            TopCustomers = [.. customers.OrderByDescending(c => c.ExpectedValue).Take(20)],
            Risk = RevenueAtRisk.Of(customers),
            Models = [Purchase(random), Value(random)],
            Drift = new DriftReport(AsOf, "s12",
            [
                new ModelDrift(ModelNames.Purchase, "20250630220110-1f9c", 3_100, 3_412, [new("recency", 0.04, 0.05), new("purchase_days_30", 0.31, 0.22)], [new("probability", 0.07, 0.06)]),
                new ModelDrift(ModelNames.Value, "of another version", 3_100, 3_412, [], [new("expected", 9, 1)]),
            ]),
            Files =
            [
                new("2025-h1.parquet", "order_lines", "done", 12_406, 12_301, 0, 12, 93, new Dictionary<string, long> { ["duplicate"] = 93, ["negative_price"] = 12 }, null),
                new("2024-q4.jsonl.gz", "order_lines", "done", 8_120, 8_035, 20, 85, 0, new Dictionary<string, long> { ["bad_time"] = 60, ["missing_id"] = 25, ["trimmed"] = 20 }, null),
                new("stock take.xlsx", "–", "waiting", 0, 0, 0, 0, 0, new Dictionary<string, long>(), "Found a spreadsheet; expected text or Parquet. Save the sheet as CSV and drop it again."),
            ],
        };
    }

    public static ModelManifest Model(string model, string algorithm, IReadOnlyList<CandidateResult> candidates, Dictionary<string, JsonElement>? details = null) => new()
    {
        Model = model, Version = "20250630220110-1f9c", Algorithm = algorithm, Basis = "model", Snapshot = "s12", AsOf = AsOf, HorizonDays = 90, RunId = "r1", Features = ["recency"],
        FeatureHash = "ab", Candidates = candidates, Seed = 17, DurationSeconds = 4.2, TrainedAt = AsOf.AddMinutes(1), SizeBytes = 81_000, Sha256 = new string('0', 64), Details = details ?? [],
    };

    private static ModelManifest Purchase(Random random) => Model(
        ModelNames.Purchase, "blend",
        [
            Candidate("recency", "baseline", 0.668, 1.02), Candidate("bg-nbd", "candidate", 0.741, 0.86), Candidate("logistic", "candidate", 0.748, 0.87),
            Candidate("lightgbm", "candidate", 0.755, 0.84), Candidate("blend", "candidate", 0.762, 0.83),
        ],
        new()
        {
            ["calibration"] = JsonSerializer.SerializeToElement(Enumerable.Range(0, 10).Select(i => new { predicted = 0.04 + (i * 0.095), observed = Math.Clamp(0.03 + (i * 0.098) + ((random.NextDouble() - 0.5) * 0.06), 0, 1), count = 60 + random.Next(400) })),
            ["trueVsPredicted"] = JsonSerializer.SerializeToElement(Enumerable.Range(0, 10).Select(i => new { predicted = 0.1 + (i * i * 0.05), actual = 0.08 + (i * i * 0.053), count = 200 })),
            ["decision"] = JsonSerializer.SerializeToElement("published"),
            ["reason"] = JsonSerializer.SerializeToElement("beats recency by .094 AUC (95 % interval .071 to .118)."),
        });

    private static ModelManifest Value(Random random) => Model(
        ModelNames.Value, "bg-nbd x gamma-gamma",
        [
            new CandidateResult { Algorithm = "past spend × rate", Role = "baseline", Metrics = new Dictionary<string, MetricValue> { ["mae"] = new(48.1, 46.0, 50.3), ["coverage"] = new(0.77) } },
            new CandidateResult { Algorithm = "bg-nbd x gamma-gamma", Role = "candidate", Metrics = new Dictionary<string, MetricValue> { ["mae"] = new(41.7, 39.9, 43.4), ["coverage"] = new(0.81) } },
        ],
        new() { ["trueVsPredicted"] = JsonSerializer.SerializeToElement(Enumerable.Range(0, 10).Select(i => new { predicted = 4 + (i * i * 3.1), actual = 5 + (i * i * 2.8) + (random.NextDouble() * 8), count = 200 })) });

    private static CandidateResult Candidate(string name, string role, double auc, double mae) => new()
    {
        Algorithm = name, Role = role,
        Metrics = new Dictionary<string, MetricValue> { ["auc"] = new(auc, auc - 0.017, auc + 0.016), ["logLoss"] = new(0.9 - (auc / 2), 0.88 - (auc / 2), 0.92 - (auc / 2)), ["mae"] = new(mae, mae - 0.03, mae + 0.03) },
    };
}
