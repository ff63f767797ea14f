using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>
/// Series in the long form of forecasting libraries: <c>unique_id, ds, y</c> and covariates. A row without <c>y</c> says that nothing is known of its day and
/// is not taken; a day without a row is a day on which nothing was sold.
/// </summary>
internal sealed class LongSeriesFormat : UploadFormat
{
    public override Interpretation? Interpret(FileColumns columns) => columns.HasAll("unique_id", "ds", "y")
        ? new Interpretation
        {
            Format = "long_series",
            Primary = new TableMapping(LakeTable.Sales, new ColumnMap()
                .With("series_id", columns["unique_id"]).With("date", columns["ds"]).With("quantity", columns["y"])
                .With("covariates", columns.Rest([columns["unique_id"], columns["ds"], columns["y"]]))),
        }
        : null;
}
