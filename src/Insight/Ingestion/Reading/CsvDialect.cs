namespace Insight.Ingestion.Reading;

/// <summary>How a delimited text is written, told from its first bytes.</summary>
internal sealed record CsvDialect
{
    public required RecordShape Shape { get; init; }

    /// <summary>Whether columns are laid out with runs of blanks, to be read as <see cref="BlankColumnsStream"/> gives them.</summary>
    public bool HasBlankColumns { get; init; }

    /// <summary>The header as it is written; empty names where there is none.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required bool HasHeader { get; init; }

    /// <summary>Records before the first row.</summary>
    public required int SkipRecords { get; init; }

    /// <summary>The first rows.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Sample { get; init; }
}
