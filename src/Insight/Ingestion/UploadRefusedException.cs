namespace Insight.Ingestion;

/// <summary>A file that cannot be used as it is. The message says what was found, what was expected and what to do.</summary>
public sealed class UploadRefusedException(string message) : Exception(message);
