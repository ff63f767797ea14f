namespace Insight.Lake;

/// <summary>A column of a lake table. A row without a required one is quarantined.</summary>
public sealed record LakeColumn(string Name, ColumnType Type, bool Required = false)
{
    public string SqlType => Type switch
    {
        ColumnType.Number => "DOUBLE",
        ColumnType.Integer => "INTEGER",
        ColumnType.Time => "TIMESTAMP",
        ColumnType.Date => "DATE",
        ColumnType.Flag => "BOOLEAN",
        _ => "VARCHAR",
    };
}
