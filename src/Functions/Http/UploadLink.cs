namespace Insight.Functions.Http;

/// <param name="Path">As receipts name the file: GET /ingestions?path=….</param>
/// <param name="UploadUrl">PUT the file there with the header <c>x-ms-blob-type: BlockBlob</c>.</param>
internal sealed record UploadLink(string Path, string UploadUrl, DateTimeOffset ExpiresAt);
