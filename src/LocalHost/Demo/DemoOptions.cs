namespace Insight.LocalHost.Demo;

/// <summary>The demo shop's dials. The same options give the same files, byte for byte.</summary>
internal sealed record DemoOptions
{
    public int Seed { get; init; } = 20250630;

    /// <summary>First day of the year that the files cover.</summary>
    public DateOnly Start { get; init; } = new(2024, 7, 1);

    /// <summary>Last day that the files cover.</summary>
    public DateOnly End { get; init; } = new(2025, 6, 30);

    /// <summary>From this day on the shop exported JSON lines; before it Shopify's orders.</summary>
    public DateOnly JsonFrom { get; init; } = new(2024, 11, 1);

    /// <summary>From this day on the shop exported Parquet.</summary>
    public DateOnly ParquetFrom { get; init; } = new(2025, 3, 1);

    /// <summary>Days before <see cref="ParquetFrom"/> that both files carry, as exports do that were made by hand.</summary>
    public int OverlapDays { get; init; } = 7;

    /// <summary>Those of the shop that LocalHost has from the start.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    public string Currency { get; init; } = "GBP";

    /// <summary>Customers who follow the BG/NBD process.</summary>
    public int Customers { get; init; } = 3000;

    /// <summary>Customers who come every four weeks and never leave.</summary>
    public int Loyal { get; init; } = 220;

    /// <summary>Customers who buy one present before Christmas and never again.</summary>
    public int DecemberGuests { get; init; } = 320;

    /// <summary>BG/NBD (Fader, Hardie and Lee 2005), time in weeks: purchase rates are Gamma(r, α), dropout probabilities Beta(a, b).</summary>
    public double R { get; init; } = 0.9;

    public double Alpha { get; init; } = 8;

    public double A { get; init; } = 0.9;

    public double B { get; init; } = 2.8;

    /// <summary>Gamma-Gamma: an order's value is Gamma(p, ν) with ν from Gamma(q, v) per customer.</summary>
    public double P { get; init; } = 4;

    public double Q { get; init; } = 4.5;

    public double V { get; init; } = 45;

    /// <summary>Share of orders in the Shopify file that are refunded as a whole.</summary>
    public double RefundedOrders { get; init; } = 0.03;

    /// <summary>Share of orders with several lines, in the other files, of which one line comes back.</summary>
    public double ReturnedLines { get; init; } = 0.1;

    public string RepricedProduct { get; init; } = "TEA-03";

    public DateOnly RepricedOn { get; init; } = new(2025, 2, 1);

    public decimal RepricedFactor { get; init; } = 1.15m;

    /// <summary>Days after <see cref="End"/> that are simulated but written to no file: the future that predictions are held against.</summary>
    public int FutureDays { get; init; } = 90;
}
