using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;

namespace Insight.Evaluation.Recommendations;

/// <summary>Measures recommendations on a data set and writes its page.</summary>
internal static class RecommendCommand
{
    public static async Task<int> RunAsync(RecommendationArguments arguments)
    {
        var started = TimeProvider.System.GetTimestamp();
        Console.WriteLine($"Ingesting {arguments.DataSet} as a shop would …");
        var log = await IngestedShop.ReadAsync(arguments.DataSet, arguments.Currency, arguments.Zone, lake => RecommendationTraining.ReadAsync(lake, until: null, default));
        var test = arguments.Test is null ? null : PrefixFile.Examples(log, PrefixFile.Read(arguments.Test));
        var trial = RecommendationTrial.Run(arguments, log, test);
        var browsing = arguments.AblateBrowsing ? BrowsingAblation.Run(arguments, log, trial.Split) : null;
        var http = arguments.Http ? await AskAsync(arguments, log) : null;
        var page = RecommendationPage.Write(arguments, trial, browsing, http, TimeProvider.System.GetElapsedTime(started));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine("docs", "accuracy")).FullName, arguments.Page + ".md");
        await File.WriteAllTextAsync(path, page);
        Console.WriteLine(page);
        Console.WriteLine($"Written to {Path.GetRelativePath(".", path)}: commit it with the change that it measures.");
        return 0;
    }

    /// <summary>Of data whose test is the end of sequences without a clock, or a file.</summary>
    private static async Task<(string Algorithm, double[] Figures)?> AskAsync(RecommendationArguments arguments, InteractionLog log)
    {
        Console.WriteLine("Asking a running LocalHost …");
        if (arguments.Test is not null)
        {
            return await HttpTrial.RunAsync(
                DataFiles.Find(arguments.DataSet).Single(), arguments, [.. PrefixFile.Read(arguments.Test).Select(line => ((object)new { session = line.Prefix, count = 20 }, line.Target))]);
        }

        if (log.HasClock || !log.Owners.All(owner => owner.StartsWith("c:", StringComparison.Ordinal)))
        {
            throw new ArgumentException($"{arguments.DataSet} cannot be asked over HTTP: customers without a clock, or a test file, are expected.", nameof(arguments));
        }

        var scratch = Directory.CreateTempSubdirectory("insight-evaluation-");
        try
        {
            var file = Path.Combine(scratch.FullName, "before.txt");

            // Rising numbers in front tell that a line begins with a customer.
            var rising = Enumerable.Range(0, log.Sequences).OrderBy(i => log.Owners[i].Length).ThenBy(i => log.Owners[i], StringComparer.Ordinal);
            await File.WriteAllLinesAsync(file, rising.Select(i => $"{log.Owners[i][2..]} {string.Join(' ', log.ProductsOf(i)[..^1].ToArray().Select(product => log.Ids[product]))}"));
            return await HttpTrial.RunAsync(file, arguments, [.. Enumerable.Range(0, log.Sequences).Select(i => ((object)new { customerId = log.Owners[i][2..], count = 20 }, log.Ids[log.ProductsOf(i)[^1]]))]);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
