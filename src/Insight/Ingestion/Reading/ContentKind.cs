namespace Insight.Ingestion.Reading;

/// <summary>How bytes are laid out, told from the bytes and never from the name.</summary>
internal enum ContentKind
{
    Csv,

    /// <summary>Rows of a workbook's sheet, as CSV with commas and a header.</summary>
    Sheet,
    JsonLines,

    /// <summary>Objects in one JSON array, or one after the other on several lines each.</summary>
    JsonObjects,
    Parquet,
    Gzip,
    Zip,

    /// <summary>Microsoft's compound files: old Excel workbooks, encrypted new ones, and much else.</summary>
    CompoundFile,

    /// <summary>No data that anybody could read here: pictures, documents, programs.</summary>
    Binary,
    Blank,
}
