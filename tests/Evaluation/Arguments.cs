using System.Globalization;

namespace Insight.Evaluation;

/// <summary>What is asked: <c>&lt;data set&gt; [--option value] …</c>.</summary>
internal sealed record Arguments
{
    public const string Help = """
        dotnet run -c Release --project tests/Evaluation -- <data set> [options]

        <data set>        a file or folder that a shop would drop, or the name of one under shared/data (online_retail, cdnow/CDNOW_master.txt.gz)
        --horizon 90      days that predictions speak of
        --origins 3       cutoffs, the latest one horizon before the end of the data
        --spacing 30      days between cutoffs
        --seed 1          decides every random draw
        --resamples 500   bootstrap resamples behind each interval
        --draws 60        shops of 25, 100 and 500 buyers each
        --currency GBP --zone Europe/London   of the shop

        Writes docs/accuracy/<data set>.md.

        dotnet run -c Release --project tests/Evaluation -- recommend <data set> [options]

        --test <file>     lines of "product product … <tab> next product" that are the test; else the end of the data is
        --seeds 3         trainings, the first one in full
        --minutes 6       that settings may be searched and networks fitted
        --ablate browsing what views and carts are worth: the same purchases guessed with and without them
        --http yes        also drops what comes before the test into a running LocalHost, trains there and asks it over HTTP

        The data set sample is the demo's shop with generated browsing.
        Writes docs/accuracy/recommendations_<data set>.md.
        """;

    public required string DataSet { get; init; }

    public int Horizon { get; init; } = 90;

    public int Origins { get; init; } = 3;

    public int Spacing { get; init; } = 30;

    public int Seed { get; init; } = 1;

    public int Resamples { get; init; } = 500;

    public int Draws { get; init; } = 60;

    public string Currency { get; init; } = "GBP";

    public string Zone { get; init; } = "Europe/London";

    /// <summary>Name of the page: the data set's without folders and endings.</summary>
    public string Page => Path.GetFileName(DataSet.TrimEnd('/')).Split('.')[0].ToLowerInvariant();

    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new Arguments { DataSet = arguments[0] };
        for (var i = 1; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} expects a value.", nameof(arguments));
            parsed = arguments[i] switch
            {
                "--horizon" => parsed with { Horizon = Number(value) },
                "--origins" => parsed with { Origins = Number(value) },
                "--spacing" => parsed with { Spacing = Number(value) },
                "--seed" => parsed with { Seed = Number(value) },
                "--resamples" => parsed with { Resamples = Number(value) },
                "--draws" => parsed with { Draws = Number(value) },
                "--currency" => parsed with { Currency = value },
                "--zone" => parsed with { Zone = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}.\n{Help}", nameof(arguments)),
            };
        }

        return parsed;
    }

    /// <exception cref="ArgumentException">It is no whole number.</exception>
    internal static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"Found '{text}', expected a whole number.", nameof(text));
}
