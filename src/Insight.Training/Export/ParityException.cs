namespace Insight.Training.Export;

/// <summary>An exported graph does not give what the trained model gives; it must not be published.</summary>
public sealed class ParityException(string message) : Exception(message);
