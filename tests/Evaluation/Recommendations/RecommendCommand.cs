using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.Ranking;

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
        if (arguments.Http && test is null && !OrderFile.CanHold(log))
        {
            throw new ArgumentException($"{arguments.DataSet} cannot be asked over HTTP: orders or lists of products are expected, or a test file.", nameof(arguments));
        }

        var trial = RecommendationTrial.Run(arguments, log, test);
        var browsing = arguments.AblateBrowsing ? BrowsingAblation.Run(arguments, log, trial.Split) : null;
        var http = await AskAsync(arguments, trial);
        var page = RecommendationPage.Write(arguments, trial, browsing, http, TimeProvider.System.GetElapsedTime(started));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine("docs", "accuracy")).FullName, arguments.Page + ".md");
        await File.WriteAllTextAsync(path, page);
        Console.WriteLine(page);
        Console.WriteLine($"Written to {Path.GetRelativePath(".", path)}: commit it with the change that it measures.");
        return 0;
    }

    /// <summary>Of data that a file can hold, or whose test is one.</summary>
    private static async Task<HttpTrial?> AskAsync(RecommendationArguments arguments, RecommendationTrial trial)
    {
        if (trial.Exported is not { } measured)
        {
            return null;
        }

        Console.WriteLine("Asking a running LocalHost …");
        if (arguments.Test is not null)
        {
            return await HttpTrial.RunAsync(DataFiles.Find(arguments.DataSet).Single(), null, arguments, HttpQuestion.OfSessions(PrefixFile.Read(arguments.Test)), measured);
        }

        var scratch = Directory.CreateTempSubdirectory("insight-evaluation-");
        try
        {
            string before = Path.Combine(scratch.FullName, "before.txt"), since = Path.Combine(scratch.FullName, "since.txt");
            await OrderFile.WriteAsync(trial.Split.BeforeTest, before);
            if (trial.Log.HasClock)
            {
                await OrderFile.WriteAsync(Asked(trial.Log, trial.Split.Test), since);
            }

            return await HttpTrial.RunAsync(before, trial.Log.HasClock ? since : null, arguments, HttpQuestion.OfCustomers(trial.Log, trial.Split.Test), measured);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>What the test's customers did before they are asked about, also since the test began.</summary>
    private static InteractionLog Asked(InteractionLog log, IEnumerable<RankingExample> test)
    {
        var asked = test.ToDictionary(example => example.Owner, example => example.Step, StringComparer.Ordinal);
        return log.Cut(i => asked.GetValueOrDefault(log.Owners[i]));
    }
}
