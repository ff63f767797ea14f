using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>All formats, the most particular first. A new one is a class here and a fixture in the tests.</summary>
internal static class FormatCatalog
{
    private static readonly IReadOnlyList<UploadFormat> Formats =
    [
        new ShopifyOrdersFormat(),
        new OnlineRetailFormat(),
        new OlistFormat(),
        new WooCommerceFormat(),
        new Ga4Format(),
        new RetailRocketFormat(),
        new GorseFormat(),
        new LongSeriesFormat(),
        new OnlineShoppersFormat(),
        new CanonicalFormat(),
        new PersonalizeFormat(),
        new ReviewsFormat(),
        new PurchaseListFormat(),
        new SequenceFormat(),
    ];

    /// <exception cref="MappingNeededException">No format has these columns, or the mapping does not fit.</exception>
    public static Interpretation Recognise(FileColumns columns, Mapping? mapping)
    {
        var interpretation = Find(columns, mapping);

        // Lines without numbers cannot be told from new ones one by one: an order that is to be updated is replaced.
        var replacesOrders = interpretation is { Mode: IngestionMode.Upsert, Primary: var primary } && primary.Table == LakeTable.OrderLines && !primary.Columns.ContainsKey("line_no");
        return interpretation with { WholeOrders = interpretation.WholeOrders || replacesOrders, Primary = WithStatus(interpretation.Primary), Derived = [.. interpretation.Derived.Select(WithStatus)] };
    }

    private static Interpretation Find(FileColumns columns, Mapping? mapping)
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
            var found = mapping?.Sequence is { } first && format is SequenceFormat ? SequenceFormat.Interpret(columns, first) : format.Interpret(columns);
            if (found is { } interpretation)
            {
                return mapping is null ? interpretation : interpretation with
                {
                    TimeZone = mapping.TimeZone, DateOrder = mapping.DateOrder, Missing = mapping.Missing, Mode = MappedFormat.Mode(mapping),
                };
            }
        }

        var suggestion = MappingSuggestion.For(columns);
        throw new MappingNeededException(
            $"Found {(columns.HasHeader ? "the columns" : "no header; the columns are called")} {Shown.Names(columns.Names)}. Expected those of a table ({string.Join(", ", LakeTable.All.Select(table => table.Name))}) or of an export by " +
            "Shopify, WooCommerce, GA4, Amazon Personalize, Gorse, RetailRocket, Olist or UCI. " +
            (suggestion is null
                ? "Drop a mapping.json named like the file plus '.mapping.json' that says which column is which."
                : "Check suggestedMapping, then drop it named like the file plus '.mapping.json'."),
            suggestion);
    }

    /// <summary>Files without a status have completed orders; the rules that look at it apply to them too.</summary>
    private static TableMapping WithStatus(TableMapping mapping) =>
        mapping.Columns.ContainsKey("status") || mapping.Table.Columns.All(column => column.Name != "status")
            ? mapping
            : mapping with { Columns = new Dictionary<string, string>(mapping.Columns, StringComparer.Ordinal) { ["status"] = "CAST(NULL AS VARCHAR)" } };
}
