using Insight.LocalHost.Hosting;
using Insight.Testing;

namespace Insight.Benchmarks;

/// <summary>
/// Adds 100,000 rows to a lake of ten million lines and to an empty one, in turns. Each time on a host that has nothing of the lake on its disk: what the large
/// lake costs is the look at its key sketches.
/// </summary>
internal static class AppendBenchmark
{
    private const int MemoryMegabytes = 700;

    public static async Task RunAsync(Arguments arguments)
    {
        var orders = PlainLines.OrdersOf(arguments.Number("rows", 10_000_000));
        var added = PlainLines.OrdersOf(arguments.Number("added", 100_000));
        var runs = arguments.Number("runs", 3);
        var results = new Results("append");
        using var scratch = new Scratch();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Progress = Console.WriteLine });
        var large = BenchShop.NewName();
        var built = await AddAsync(azurite.ConnectionString, large, scratch.Folder("build"), arguments, stream => PlainLines.Write(stream, Range(0, orders), PlainLines.RandomId, PlainLines.AnyTime));
        results.Add("building the large lake", built.Seconds, "s");
        var next = orders;
        (string Name, Func<Action<Stream>> Next)[] variants =
        [
            ("new ids", () => Writer(Take(added), PlainLines.RisingId)),
            ("random ids", () => Writer(Take(added), PlainLines.RandomId)),
            ("random ids, a tenth known", () => Writer(Take(added - (added / 10)).Concat(Range(next % (orders / 2), added / 10)), PlainLines.RandomId)),
        ];
        foreach (var (name, write) in variants)
        {
            List<Measured> toEmpty = [], toLarge = [];
            for (var run = 0; run < runs; run++)
            {
                var file = write();
                toEmpty.Add(await AddAsync(azurite.ConnectionString, BenchShop.NewName(), scratch.Folder("work"), arguments, file));
                toLarge.Add(await AddAsync(azurite.ConnectionString, large, scratch.Folder("work"), arguments, file));
            }

            results.Add($"{name}, empty lake, median", Results.Median(toEmpty.Select(run => run.Seconds)), "s");
            results.Add($"{name}, large lake, median", Results.Median(toLarge.Select(run => run.Seconds)), "s");
            results.Add($"{name}, large / empty", Results.Median(toLarge.Zip(toEmpty, (a, b) => a.Seconds / b.Seconds)), "×", bar: 2);
            results.Add($"{name}, large / empty, processor time", Results.Median(toLarge.Zip(toEmpty, (a, b) => a.ProcessorSeconds / b.ProcessorSeconds)), "×");
        }

        results.Print();

        IEnumerable<long> Take(long count) => Range((next += count) - count, count);
    }

    private static Action<Stream> Writer(IEnumerable<long> orders, Func<long, string> idOf)
    {
        var list = orders.ToList();
        return stream => PlainLines.Write(stream, list, idOf, PlainLines.AnyTime);
    }

    private static async Task<Measured> AddAsync(string connectionString, string shopName, string workFolder, Arguments arguments, Action<Stream> write)
    {
        await using var shop = await BenchShop.OpenAsync(connectionString, workFolder, shopName, arguments.Settings(MemoryMegabytes));
        var blob = shop.Upload($"{Guid.NewGuid():n}.csv");
        await using (var stream = await blob.OpenWriteAsync(overwrite: true))
        {
            write(stream);
        }

        var measured = await Measured.RunAsync(async () => Console.WriteLine($"  {BenchShop.Check(await shop.IngestAsync(blob)).Rows}"));
        await blob.DeleteAsync();
        Directory.Delete(workFolder, recursive: true);
        return measured;
    }

    private static IEnumerable<long> Range(long from, long count)
    {
        for (var i = from; i < from + count; i++)
        {
            yield return i;
        }
    }
}
