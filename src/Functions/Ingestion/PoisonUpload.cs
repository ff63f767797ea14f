namespace Insight.Functions.Ingestion;

/// <summary>What the host writes to <c>webjobs-blobtrigger-poison</c>, as far as it is read here.</summary>
internal sealed record PoisonUpload(string? ContainerName, string? BlobName);
