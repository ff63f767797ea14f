namespace Insight.Shops;

/// <summary>What a caller sent cannot be used. Each field (named as in the JSON) has what was found and what was expected.</summary>
public sealed class InvalidFieldsException(IReadOnlyDictionary<string, string[]> errors)
    : Exception(string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")))
{
    public InvalidFieldsException(string field, string message)
        : this(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] })
    {
    }

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
