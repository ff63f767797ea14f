namespace Insight.Evaluation.Recommendations;

/// <summary>Measures recommendations on a data set and writes its page.</summary>
internal static class RecommendCommand
{
    public static async Task<int> RunAsync(RecommendationArguments arguments)
    {
        var started = TimeProvider.System.GetTimestamp();
        Console.WriteLine($"Ingesting {arguments.DataSet} as a shop would …");
        var log = await SequenceShop.LoadAsync(arguments);
        var test = arguments.Test is null ? null : PrefixFile.Examples(log, PrefixFile.Read(arguments.Test));
        var trial = RecommendationTrial.Run(arguments, log, test);
        var page = RecommendationPage.Write(arguments, trial, TimeProvider.System.GetElapsedTime(started));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine("docs", "accuracy")).FullName, arguments.Page + ".md");
        await File.WriteAllTextAsync(path, page);
        Console.WriteLine(page);
        Console.WriteLine($"Written to {Path.GetRelativePath(".", path)}: commit it with the change that it measures.");
        return 0;
    }
}
