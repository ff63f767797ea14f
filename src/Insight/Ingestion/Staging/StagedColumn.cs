using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>A column of the lake that a file fills, as it is called while it is staged.</summary>
/// <param name="Expression">SQL over the file's columns.</param>
internal sealed record StagedColumn(LakeTable Table, LakeColumn Definition, string Expression)
{
    /// <summary>The typed value, as an SQL identifier.</summary>
    public string Name => NameOf(Table, Definition.Name);

    /// <summary>The text it was read from.</summary>
    public string TextName => NameOf(Table, Definition.Name + ":text");

    public static string NameOf(LakeTable table, string column) => $"\"{table.Name}__{column}\"";
}
