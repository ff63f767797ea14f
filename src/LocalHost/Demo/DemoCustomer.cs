namespace Insight.LocalHost.Demo;

/// <summary>How a demo customer behaves.</summary>
internal enum DemoKind
{
    /// <summary>Follows the BG/NBD process.</summary>
    Ordinary,

    /// <summary>Comes every four weeks.</summary>
    Loyal,

    /// <summary>Bought one present.</summary>
    DecemberGuest,
}

/// <summary>A customer of the demo shop with what nobody outside the generator knows.</summary>
/// <param name="PurchaseDays">Days since the start on which they buy, the unwritten future included.</param>
/// <param name="SpendRate">ν of the Gamma-Gamma model.</param>
internal sealed record DemoCustomer(int Number, string Email, string Country, bool Consent, DemoKind Kind, IReadOnlyList<int> PurchaseDays, double SpendRate);
