namespace Insight.Ingestion.Reading;

/// <summary>How the bytes of an upload are laid out, told from the bytes and never from the name.</summary>
internal enum ContentKind
{
    Csv,
    JsonLines,
    Parquet,
}
