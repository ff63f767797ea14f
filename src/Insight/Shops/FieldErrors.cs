using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Insight.Shops;

/// <summary>Collects what is wrong with a document, so that one answer names every field.</summary>
internal sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>Checks the annotations of one object; its fields are named below <paramref name="prefix"/>.</summary>
    public void Check(object? value, string prefix)
    {
        if (value is null)
        {
            if (prefix.Length > 0)
            {
                Add(prefix, "null was found; expected an object.");
            }

            return;
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
        {
            foreach (var member in result.MemberNames)
            {
                var found = value.GetType().GetProperty(member)?.GetValue(value);
                var field = JsonNamingPolicy.CamelCase.ConvertName(member);
                Add(prefix.Length > 0 ? $"{prefix}.{field}" : field, FormattableString.Invariant($"{result.ErrorMessage} Found: {found ?? "null"}."));
            }
        }
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new InvalidFieldsException(_errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal));
        }
    }
}
