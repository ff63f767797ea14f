namespace Insight.LocalHost.Demo;

/// <summary>What was planted in the demo shop, to hold beside what the system finds.</summary>
internal sealed record DemoTruths
{
    /// <summary>Customers with at least one order in the files.</summary>
    public required int Customers { get; init; }

    public required int Orders { get; init; }

    /// <summary>Revenue of clean rows less returns and refunds, in the shop's currency.</summary>
    public required decimal NetRevenue { get; init; }

    public required decimal Returned { get; init; }

    public required IReadOnlyList<string> LoyalEmails { get; init; }

    public required int DecemberGuests { get; init; }

    /// <summary>Customers with purchases on exactly one day of the year.</summary>
    public required int OneOff { get; init; }

    /// <summary>E-mail → days with a purchase in the days after the files end. Nothing of it is in any file.</summary>
    public required IReadOnlyDictionary<string, int> Future { get; init; }

    /// <summary>Kind of dirt → rows.</summary>
    public required IReadOnlyDictionary<string, int> DirtyRows { get; init; }

    /// <summary>December's revenue over the mean month's, as planted in the calendar.</summary>
    public required double DecemberFactor { get; init; }

    public required DemoOptions Options { get; init; }
}
