using Insight.Ingestion.Cleaning;
using Insight.Ingestion.Formats;
using Insight.Lake;

namespace Insight.Ingestion.Staging;

/// <summary>The SQL of one interpretation: from the columns of <c>raw</c> to typed and judged rows.</summary>
internal sealed class PieceSql
{
    /// <summary>How databases and spreadsheets write that there is no value. In free text these may be words (NA is Namibia).</summary>
    private const string NoValue = @"'null', 'nan', 'none', 'na', 'n/a', '#n/a', '\n'";

    private readonly Interpretation _interpretation;
    private readonly string _missing;
    private readonly bool _ownMissing;

    /// <summary>Of columns that read the same text the same way one is typed and kept, and stands for the others.</summary>
    private readonly Dictionary<StagedColumn, StagedColumn> _kept;

    /// <param name="now">The time of the ingestion, as an SQL literal.</param>
    /// <param name="currency">The shop's.</param>
    public PieceSql(Interpretation interpretation, string now, string currency)
    {
        _interpretation = interpretation;
        Rules = new RuleSet(interpretation, now, DuckDb.Literal(currency));
        _missing = string.Join(", ", interpretation.Missing.Append(string.Empty).Distinct().Select(DuckDb.Literal));
        _ownMissing = interpretation.Missing.Any(text => text.Length > 0);
        Columns =
        [
            .. from mapping in interpretation.Mappings
               from column in mapping.Table.Columns
               where mapping.Columns.ContainsKey(column.Name)
               select new StagedColumn(mapping.Table, column, mapping.Columns[column.Name]),
        ];
        _kept = Columns.ToDictionary(column => column, column => Columns.First(other => other.Expression == column.Expression && other.Definition.Type == column.Definition.Type && IsStatus(other) == IsStatus(column)));
    }

    public IReadOnlyList<StagedColumn> Columns { get; }

    public RuleSet Rules { get; }

    /// <summary>Names of the columns whose texts a rejected row is shown with (<c>_texts</c>), each once.</summary>
    public IEnumerable<string> Shown => Columns.Select(column => column.Definition.Name).Distinct();

    /// <summary><c>_row</c> and every mapped column as text, NULL where there is no value.</summary>
    /// <param name="isNumbered">Whether the source has <c>_row</c>.</param>
    public string Interpreted(string source, bool isNumbered = true)
    {
        var row = Row(isNumbered);

        // Several columns may come from one expression: it is evaluated once.
        var texts = Columns.Select(column => (column.Expression, IsWord: column.Definition.Type == ColumnType.Text)).Distinct().ToList();
        var expressions = texts.Select(text => text.Expression).Distinct().ToList();
        return $"""
            SELECT {row}{string.Join(", ", Columns.Select(column => $"t{texts.IndexOf((column.Expression, column.Definition.Type == ColumnType.Text))} AS {column.Name}"))}
            FROM (SELECT {row}{string.Join(",\n", texts.Select((text, index) => $"{Text($"x{expressions.IndexOf(text.Expression)}", text.IsWord)} AS t{index}"))}
                  FROM (SELECT {row}{string.Join(", ", expressions.Select((expression, index) => $"{expression} AS x{index}"))} FROM {source}))
            """;
    }

    /// <summary>
    /// Typed rows with the reason of rejection (<c>_reject</c>), the bits of the repairs and notes that apply (<c>_notes</c>) and their month (<c>_month</c>); of
    /// order lines also what is told of their place (<c>_line</c>) and a number that equal ones share (<c>_likeness</c>). What a row that may be rejected said lies in <c>_texts</c>, so that nobody need read it again.
    /// </summary>
    /// <param name="isNumbered">Whether the source has <c>_row</c>.</param>
    public string Judged(string source, IReadOnlyDictionary<StagedColumn, ValueStyle> styles, bool isNumbered)
    {
        var row = Row(isNumbered);
        var names = string.Join(", ", _kept.Values.Distinct().Select(column => column.Name));
        var texts = _kept.Values.Distinct().Select(column => column.TextName);
        var shown = Columns.DistinctBy(column => column.Definition.Name).Select(column => _kept[column].TextName);
        var mayBeRejected = _interpretation.Explode is null ? "_reject IS NOT NULL" : "true";
        var typed = _kept.Values.Distinct().Select(column => $"{Typed(column, styles[column])} AS {column.Name}");
        var line = _interpretation.Primary.Table == LakeTable.OrderLines ? $", {LineNumbers.Told(_interpretation.Has(LakeTable.OrderLines, "line_no") ? Kept(LakeTable.OrderLines, "line_no") : null)} AS _line, {Likeness()} AS _likeness" : string.Empty;
        return $"""
            SELECT {row}{names}, _reject, _notes, _month{(line.Length > 0 ? ", _line, _likeness" : string.Empty)}, CASE WHEN {mayBeRejected} THEN [{string.Join(", ", shown)}] END AS _texts
            FROM (SELECT {row}{names}, {string.Join(", ", texts)}, {Rules.Reject} AS _reject, {Rules.Notes} AS _notes, {Month()} AS _month{line}
                  FROM (SELECT {row}{string.Join(", ", Columns.Select(column => $"{_kept[column].Name} AS {column.Name}, {_kept[column].TextName} AS {column.TextName}"))}
                        FROM (SELECT {row}{string.Join(", ", _kept.Values.Distinct().Select(column => $"{column.Name} AS {column.TextName}"))}, {string.Join(",\n", typed)} FROM ({Interpreted(source, isNumbered)}))))
            """;
    }

    /// <summary>The values of one column as <c>v</c>, typed.</summary>
    public string Values(string source, StagedColumn column, ValueStyle style) => $"SELECT {Typed(column, style)} AS v FROM ({Interpreted(source)})";

    /// <summary>The final value of a column of the lake, over the columns of <c>judged</c>.</summary>
    public string Value(TableMapping mapping, LakeColumn column, string? now = null)
    {
        var name = Kept(mapping.Table, column.Name);
        var mapped = mapping.Columns.ContainsKey(column.Name);
        return column.Name switch
        {
            // A negative quantity that nothing else explains is a return (rule return_by_sign).
            "status" when mapping.Table == LakeTable.OrderLines => $"CASE WHEN {name} = 'completed' AND {Kept(mapping.Table, "quantity")} < 0 THEN 'returned' ELSE {name} END",
            "currency" when mapped => $"upper({name})",
            "as_of" when mapping.Table == LakeTable.Stock && now is not null => mapped ? $"coalesce({name}, {now})" : now,
            _ when mapped => name,
            _ => $"CAST(NULL AS {column.SqlType})",
        };
    }

    /// <summary>Whether the table's files are parted by the month of the rows.</summary>
    public static bool HasMonth(LakeTable table) => table == LakeTable.Orders || table == LakeTable.OrderLines || table == LakeTable.Events || table == LakeTable.Sales;

    /// <summary>Month of a row, for the partition it goes to.</summary>
    private string Month()
    {
        var time = Time ?? (_interpretation.Has(LakeTable.Sales, "date") ? Kept(LakeTable.Sales, "date") : null);
        return time is null ? $"'{LakeFile.AnyMonth}'" : $"coalesce(strftime({time}, '%Y-%m'), '{LakeFile.AnyMonth}')";
    }

    /// <summary>How much the rows of a mapping have to say (<see cref="RowRank"/>).</summary>
    public string Rank(TableMapping mapping, long version)
    {
        if (_interpretation.Mode == IngestionMode.Append && mapping == _interpretation.Primary)
        {
            return RowRank.Append(version);
        }

        if (mapping == _interpretation.Primary || !mapping.IsByTheWay)
        {
            return FormattableString.Invariant($"{RowRank.Told}");
        }

        return mapping.Table == LakeTable.Orders ? FormattableString.Invariant($"{RowRank.Derived}") : RowRank.ByTheWay(Time ?? "CAST(NULL AS TIMESTAMP)");
    }

    /// <summary>When the row happened in the shop's own time; null when the file does not tell.</summary>
    public string? Time =>
        _interpretation.Has(LakeTable.Orders, "ordered_at") ? Kept(LakeTable.Orders, "ordered_at")
        : _interpretation.Has(LakeTable.Events, "occurred_at") ? Kept(LakeTable.Events, "occurred_at")
        : null;

    /// <summary>By the engine's own hash, and few columns: what is stored is told by a stable one of all, which costs more than the rest of a row.</summary>
    private string Likeness()
    {
        var told = new[] { "order_id", "product_id", "quantity" }.Where(column => _interpretation.Has(LakeTable.OrderLines, column)).Select(column => Kept(LakeTable.OrderLines, column));
        return $"hash({string.Join(", ", told)})";
    }

    /// <summary>Name in <c>judged</c> of a column's typed value.</summary>
    private string Kept(LakeTable table, string column) =>
        Columns.FirstOrDefault(staged => staged.Table == table && staged.Definition.Name == column) is { } staged ? _kept[staged].Name : StagedColumn.NameOf(table, column);

    private static string Row(bool isNumbered) => isNumbered ? "_row, " : string.Empty;

    private static bool IsStatus(StagedColumn column) => column.Definition.Name == "status";

    private static string Typed(StagedColumn column, ValueStyle style)
    {
        var value = style.Sql(column.Name);
        return IsStatus(column) ? $"coalesce(order_status({value}), 'completed')" : $"CAST({value} AS {column.Definition.SqlType})";
    }

    /// <summary>The trimmed text. Most values can be seen at once to be neither padded nor one of the words for "no value".</summary>
    private string Text(string x, bool isWord)
    {
        var words = isWord ? string.Empty : $" AND lower(trim({x})) NOT IN ({NoValue})";
        var careful = $"CASE WHEN trim({x}) NOT IN ({_missing}){words} THEN trim({x}) END";
        return _ownMissing
            ? careful
            : $"CASE WHEN ({x} >= '0' AND {x} < ':' OR strlen({x}) > 4) AND {x} > '!' AND {x} < chr(127) AND NOT (ends_with({x}, ' ') OR ends_with({x}, chr(160)) OR ends_with({x}, chr(8239)) OR ends_with({x}, chr(12288))) THEN {x} ELSE {careful} END";
    }
}
