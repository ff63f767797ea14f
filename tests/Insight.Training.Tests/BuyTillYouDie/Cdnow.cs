using System.Globalization;
using Insight.Testing;
using Insight.Training.BuyTillYouDie;

namespace Insight.Training.Tests.BuyTillYouDie;

/// <summary>The CDNOW sample as the papers use it: weeks, calibration to 1997-09-30, 39 weeks of holdout.</summary>
internal sealed class Cdnow
{
    public const double Holdout = 39;
    private static readonly DateOnly Cutoff = new(1997, 9, 30);

    private Cdnow(IEnumerable<(string Id, DateOnly Day, decimal Value)> purchases)
    {
        var buyers = new List<BuyerSummary>();
        var spenders = new List<SpenderSummary>();
        var later = new List<int>();
        foreach (var customer in purchases.GroupBy(p => p.Id))
        {
            (DateOnly Day, decimal Value)[] days = [.. customer.GroupBy(p => p.Day, (day, of) => (day, of.Sum(p => p.Value))).OrderBy(d => d.day)];
            (DateOnly Day, decimal Value)[] seen = [.. days.Where(d => d.Day <= Cutoff)];
            double Weeks(DateOnly day) => (day.DayNumber - seen[0].Day.DayNumber) / 7.0;
            buyers.Add(new BuyerSummary(seen.Length - 1, Weeks(seen[^1].Day), Weeks(Cutoff)));
            spenders.Add(new SpenderSummary(seen.Length - 1, seen.Length > 1 ? (double)seen.Skip(1).Average(d => d.Value) : 0));
            later.Add(days.Length - seen.Length);
        }

        Buyers = buyers;
        Spenders = spenders;
        Later = later;
    }

    public IReadOnlyList<BuyerSummary> Buyers { get; }

    public IReadOnlyList<SpenderSummary> Spenders { get; }

    /// <summary>Days with a purchase in the holdout.</summary>
    public IReadOnlyList<int> Later { get; }

    public static Cdnow Read()
    {
        using var reader = new StreamReader(TestData.Open("cdnow/CDNOW_sample.txt.gz"));
        var purchases = new List<(string, DateOnly, decimal)>();
        while (reader.ReadLine() is string line)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 5)
            {
                purchases.Add((fields[1], DateOnly.ParseExact(fields[2], "yyyyMMdd", CultureInfo.InvariantCulture), decimal.Parse(fields[4], CultureInfo.InvariantCulture)));
            }
        }

        return new Cdnow(purchases);
    }
}
