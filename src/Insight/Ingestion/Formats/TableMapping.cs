using Insight.Lake;

namespace Insight.Ingestion.Formats;

/// <summary>How columns of a file become columns of one table of the lake.</summary>
/// <param name="Columns">Column of the lake → SQL expression over the file's columns (all text), as <see cref="Sql"/> writes them.</param>
/// <param name="Strict">A row that lacks what this table requires is quarantined; otherwise this table merely gets no row from it.</param>
/// <param name="IsByTheWay">The file tells of this table only in passing: its rows never overrule what was told of the same keys, before or after (<see cref="RowRank"/>).</param>
internal sealed record TableMapping(LakeTable Table, IReadOnlyDictionary<string, string> Columns, bool Strict = true, bool IsByTheWay = false);
