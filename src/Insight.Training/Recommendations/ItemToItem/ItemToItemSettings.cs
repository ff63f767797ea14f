namespace Insight.Training.Recommendations.ItemToItem;

/// <summary>How item-to-item counts and what it makes of the counts. Every value is one of a short list that the search goes through.</summary>
internal sealed record ItemToItemSettings
{
    /// <summary>Steps between two products of a sequence that still go together.</summary>
    public int Window { get; init; } = 20;

    /// <summary>A pair that lies d steps apart counts d^−power.</summary>
    public double DistancePower { get; init; } = 0.5;

    /// <summary>How much a pair counts against its direction: what came before is less often next.</summary>
    public double BackwardShare { get; init; } = 0.5;

    /// <summary>A pair across visits or orders counts so many times one within: 0 looks at baskets only.</summary>
    public double AcrossVisits { get; init; } = 1;

    /// <summary>How much a pair of one moment counts: the lines of an order have no order among them, and lie one step apart.</summary>
    public double SameMoment { get; init; } = 1;

    /// <summary>Counts of a sequence of n steps are divided by n^power: who does everything tells little.</summary>
    public double LengthPower { get; init; }

    /// <summary>Counts are divided by the interactions of the product they start from to this power: 1 makes them shares.</summary>
    public double SourcePower { get; init; } = 0.5;

    /// <summary>The same of the product they lead to: above 0, popular products are not recommended for being popular.</summary>
    public double TargetPower { get; init; } = 0.25;

    /// <summary>Interactions that are added to those of a product before it divides, so that a chance pair of two rare products is not the closest of all.</summary>
    public double Shrinkage { get; init; } = 5;

    /// <summary>The step s before the last counts (1 + s)^−power.</summary>
    public double RecencyPower { get; init; } = 1;

    /// <summary>Steps count half as much after so many days; null where age does not matter, and in data without a clock.</summary>
    public double? HalfLifeDays { get; init; }

    /// <summary>Neighbours kept of each product.</summary>
    public int Neighbours { get; init; } = 100;
}
