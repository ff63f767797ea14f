namespace Insight.Functions.Http;

/// <param name="Name">The file's name, folders with slashes allowed, such as orders/2024-11.csv.</param>
internal sealed record NewUpload(string? Name);
