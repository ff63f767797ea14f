namespace Insight.Ingestion.Reading;

/// <summary>A piece of an upload: whole records, in a local file.</summary>
/// <param name="FirstRow">Number of the piece's first record in the upload, from 1; the header does not count.</param>
/// <param name="Records">Records in the piece.</param>
internal readonly record struct RecordChunk(string Path, long FirstRow, long Records, bool IsLast);
