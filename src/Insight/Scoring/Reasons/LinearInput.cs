namespace Insight.Scoring.Reasons;

/// <summary>What one feature adds to a linear model's sum: a line over log(1 + value), held between two ends, and an amount where the value is undefined.</summary>
public sealed record LinearInput
{
    public required int Feature { get; init; }

    /// <summary>Per unit of log(1 + value).</summary>
    public required double Weight { get; init; }

    /// <summary>From where log(1 + value) counts.</summary>
    public required double Origin { get; init; }

    /// <summary>log(1 + value) is held at least here.</summary>
    public required double Lowest { get; init; }

    /// <summary>log(1 + value) is held at most here.</summary>
    public required double Highest { get; init; }

    /// <summary>What stands for an undefined value.</summary>
    public required double Fill { get; init; }

    /// <summary>Added where the value is undefined.</summary>
    public required double WhenMissing { get; init; }

    /// <summary>What it adds on average over the shop's customers.</summary>
    public double Typical { get; init; }

    public double Evaluate(float value)
    {
        var missing = float.IsNaN(value);
        var logarithm = Math.Clamp(Math.Log(1 + (missing ? Fill : value)), Lowest, Highest);
        return (Weight * (logarithm - Origin)) + (missing ? WhenMissing : 0);
    }
}
