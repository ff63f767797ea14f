namespace Insight.Shops;

/// <summary>Settings with the ETag to send as If-Match when replacing them.</summary>
public sealed record StoredSettings(ShopSettings Settings, string ETag);
