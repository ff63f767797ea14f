namespace Insight.Ingestion.Reading;

/// <summary>One table of an upload: the file itself, or what lies in it (a file of an archive, a sheet of a workbook).</summary>
/// <param name="Name">What it is called inside the upload; null for the file itself. Only shown, never a path.</param>
/// <param name="Mapping">The one that lies beside it, or else the upload's.</param>
/// <param name="OpenAsync">Opens its content from the start; may be called more than once while the parts are listed.</param>
internal sealed record UploadPart(string? Name, Mapping? Mapping, Func<CancellationToken, Task<UploadContent>> OpenAsync);
