namespace Insight.Ingestion.Formats;

/// <summary>What the rows of a file do to those that the lake has, where a mapping says so.</summary>
internal enum IngestionMode
{
    /// <summary>Rows whose key is known are left as they are.</summary>
    Append,

    /// <summary>New values replace the known ones.</summary>
    Upsert,

    /// <summary>The file is the whole table from now on.</summary>
    Replace,
}
