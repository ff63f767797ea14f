namespace Insight.Evaluation.Recommendations;

/// <summary>What is asked: <c>recommend &lt;data set&gt; [--option value] …</c>.</summary>
internal sealed record RecommendationArguments
{
    public const int UsualMinutes = 6;

    public required string DataSet { get; init; }

    /// <summary>A file of <c>prefix &lt;tab&gt; target</c> lines that is the test instead of the end of the data.</summary>
    public string? Test { get; init; }

    public int Seeds { get; init; } = 3;

    /// <summary>Minutes that settings may be searched, and networks fitted.</summary>
    public int Minutes { get; init; } = UsualMinutes;

    /// <summary>Asks a running LocalHost too.</summary>
    public bool Http { get; init; }

    /// <summary>Also measures what browsing is worth.</summary>
    public bool AblateBrowsing { get; init; }

    public int Resamples { get; init; } = 300;

    public string Currency { get; init; } = "GBP";

    public string Zone { get; init; } = "Europe/London";

    /// <summary>Name of the page.</summary>
    public string Page => "recommendations_" + Path.GetFileName(Path.GetDirectoryName(DataSet) is { Length: > 0 } folder ? folder : DataSet).Split('.')[0].ToLowerInvariant();

    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static RecommendationArguments Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            throw new ArgumentException($"recommend expects a data set.\n{Arguments.Help}", nameof(arguments));
        }

        var parsed = new RecommendationArguments { DataSet = arguments[0] };
        for (var i = 1; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} expects a value.", nameof(arguments));
            parsed = arguments[i] switch
            {
                "--test" => parsed with { Test = value },
                "--seeds" => parsed with { Seeds = Arguments.Number(value) },
                "--minutes" => parsed with { Minutes = Arguments.Number(value) },
                "--http" => parsed with { Http = value == "yes" },
                "--ablate" => value == "browsing" ? parsed with { AblateBrowsing = true } : throw new ArgumentException($"Found --ablate {value}, expected browsing.", nameof(arguments)),
                "--resamples" => parsed with { Resamples = Arguments.Number(value) },
                "--currency" => parsed with { Currency = value },
                "--zone" => parsed with { Zone = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}.\n{Arguments.Help}", nameof(arguments)),
            };
        }

        return parsed;
    }
}
