namespace Insight.Functions.Http;

/// <summary>Which key a call takes.</summary>
internal enum ApiAccess
{
    /// <summary>None.</summary>
    Open,

    /// <summary>A key of the shop, at least <c>read</c>.</summary>
    Read,

    /// <summary>A key of the shop, at least <c>read</c>, or a <c>publishable</c> one from the shop's origins.</summary>
    ReadOrPublishable,

    /// <summary>A key of the shop with <c>write</c>.</summary>
    Write,

    /// <summary>The installation's admin key.</summary>
    Admin,
}
