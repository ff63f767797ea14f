using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>What a file means: the table whose rows its rows are, and what else they tell.</summary>
internal sealed record Interpretation
{
    /// <summary>Name of the format in receipts.</summary>
    public required string Format { get; init; }

    /// <summary>One row of the file is one row of this table.</summary>
    public required TableMapping Primary { get; init; }

    public IReadOnlyList<TableMapping> Derived { get; init; } = [];

    /// <summary>The file carries every line of each of its orders, so an order in it replaces what was known of the order.</summary>
    public bool WholeOrders { get; init; }

    /// <summary>
    /// Column that groups consecutive rows whose order-level fields stand on the first row only; the fields named in
    /// <see cref="FillDown"/> are then carried to the rows below.
    /// </summary>
    public string? GroupColumn { get; init; }

    public IReadOnlyList<string> FillDown { get; init; } = [];

    /// <summary>
    /// SQL expression over the file's columns that gives a list (of any type): the row stands for one row per element, which the mappings find in the
    /// columns <c>_item</c> and <c>_item_no</c> (from 1). A row with an empty list or none stays one row with both NULL.
    /// </summary>
    public string? Explode { get; init; }

    /// <summary>Set by a mapping only; null is what the table does by itself.</summary>
    public IngestionMode? Mode { get; init; }

    /// <summary>IANA zone of times without one; null means the shop's.</summary>
    public string? TimeZone { get; init; }

    /// <summary><c>dmy</c> or <c>mdy</c> when a mapping decided it.</summary>
    public string? DateOrder { get; init; }

    /// <summary>Texts that mean "no value", beside the empty one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public IEnumerable<TableMapping> Mappings => Derived.Prepend(Primary);

    public bool Has(LakeTable table, string column) => Mappings.Any(mapping => mapping.Table == table && mapping.Columns.ContainsKey(column));

    /// <summary>Whether anything is read from a column of the file.</summary>
    public bool Uses(string column)
    {
        var identifier = Lake.DuckDb.Identifier(column);
        return Mappings.SelectMany(mapping => mapping.Columns.Values).Concat(FillDown).Append(GroupColumn).Append(Explode)
            .Any(expression => expression is not null && expression.Contains(identifier, StringComparison.OrdinalIgnoreCase));
    }
}
