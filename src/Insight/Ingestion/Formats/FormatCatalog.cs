namespace Insight.Ingestion.Formats;

/// <summary>All formats, the most particular first. A new one is a class here and a fixture in the tests.</summary>
internal static class FormatCatalog
{
    private static readonly IReadOnlyList<UploadFormat> Formats =
    [
        new ShopifyOrdersFormat(),
        new OnlineRetailFormat(),
        new OlistFormat(),
        new CanonicalFormat(),
    ];

    /// <exception cref="MappingNeededException">No format has these columns, or the mapping does not fit.</exception>
    public static Interpretation Recognise(FileColumns columns, Mapping? mapping)
    {
        if (mapping is not null)
        {
            MappedFormat.CheckSettings(mapping, columns);
        }

        if (mapping?.Table is not null)
        {
            return MappedFormat.Interpret(mapping, columns);
        }

        foreach (var format in Formats)
        {
            if (format.Interpret(columns) is { } interpretation)
            {
                return mapping is null ? interpretation : interpretation with { TimeZone = mapping.TimeZone, DateOrder = mapping.DateOrder, Missing = mapping.Missing };
            }
        }

        var suggestion = MappingSuggestion.For(columns.Names);
        var shown = string.Join(", ", columns.Names.Take(30).Select(name => name.Length <= 60 ? name : name[..60] + "…"));
        throw new MappingNeededException(
            $"Found the columns {shown}; expected those of orders, order lines, customers, products, Shopify, Online Retail or Olist. " +
            (suggestion is null
                ? "Drop a mapping.json named like the file plus '.mapping.json' that says which column is which."
                : "Check suggestedMapping, then drop it named like the file plus '.mapping.json'."),
            suggestion);
    }
}
