namespace Insight.Ingestion.Reading;

/// <summary>One table of an upload: the file itself, or what lies in it (a file of an archive, a sheet of a workbook).</summary>
/// <param name="Name">What it is called inside the upload; null for the file itself.</param>
/// <param name="OpenAsync">Opens its content from the start; may be called more than once.</param>
internal sealed record UploadPart(string? Name, Func<CancellationToken, Task<UploadContent>> OpenAsync);
