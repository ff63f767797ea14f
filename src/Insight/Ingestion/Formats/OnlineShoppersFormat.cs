using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// UCI Online Shoppers Purchasing Intention: one row per session, without id or time. Two sessions may be told alike, so a session is known by what its row says
/// and where it stands in the file.
/// </summary>
internal sealed class OnlineShoppersFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns)
    {
        if (!columns.HasAll("Administrative", "ProductRelated", "BounceRates", "Month", "VisitorType", "Revenue"))
        {
            return null;
        }

        return new Interpretation
        {
            Format = "online_shoppers",
            Primary = new TableMapping(LakeTable.Sessions, new ColumnMap()
                .With("session_id", $"content_id(concat_ws(chr(31), {string.Join(", ", columns.Names.Select(DuckDb.Identifier))})) || '_' || _row")
                .With("purchased", columns["Revenue"]).With("attributes", columns.Rest([columns["Revenue"]]))),
        };
    }
}
