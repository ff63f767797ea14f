namespace Insight.Ingestion;

/// <summary>A readable file whose meaning is not known (enough): it waits for a mapping.json, of which a start is suggested.</summary>
public sealed class MappingNeededException(string message, Mapping? suggestion) : Exception(message)
{
    public Mapping? Suggestion { get; } = suggestion;
}
