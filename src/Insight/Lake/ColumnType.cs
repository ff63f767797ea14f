namespace Insight.Lake;

/// <summary>What a column of the lake holds: its DuckDB type and how text becomes it.</summary>
public enum ColumnType
{
    Text,

    /// <summary>Text that identifies something: trimmed, and <c>13085.0</c> (a number that passed through a spreadsheet) becomes <c>13085</c>.</summary>
    Id,
    Number,
    Integer,

    /// <summary>UTC.</summary>
    Time,

    /// <summary>A day of the calendar, whatever the zone.</summary>
    Date,
    Flag,
}
