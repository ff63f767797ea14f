using System.Text.Json;

namespace Insight.Functions.Http;

/// <summary>
/// Reads JSON field by field where that is faster than making objects by reflection. What is no JSON, or a value of another type, either throws one of the exceptions that
/// <see cref="IsOfJson"/> tells or is answered with false: to a caller, who leaves it to the serializer then, both say the same.
/// </summary>
internal ref struct PlainJson(ReadOnlySpan<byte> body)
{
    /// <summary>Characters of the longest instant that is taken.</summary>
    private const int MaxInstant = 40;

    private Utf8JsonReader _json = new(body);

    /// <summary>Whether an exception tells that what was read is not what was expected.</summary>
    public static bool IsOfJson(Exception e) => e is JsonException or InvalidOperationException or FormatException;

    /// <summary>To the next token; false at the end.</summary>
    public bool Read() => _json.Read();

    public readonly bool Is(JsonTokenType type) => _json.TokenType == type;

    /// <summary>To the value of the object's next field; false at the object's end.</summary>
    /// <param name="name">As it is written; one with escapes is none that is known.</param>
    public bool NextField(out ReadOnlySpan<byte> name)
    {
        _json.Read();
        name = _json.ValueSpan;
        return Is(JsonTokenType.PropertyName) && _json.Read();
    }

    /// <summary>To the array's next entry; false at its end.</summary>
    public bool NextEntry() => _json.Read() && !Is(JsonTokenType.EndArray);

    /// <summary>The value, a text or null.</summary>
    public readonly string? Text() => _json.GetString();

    public readonly bool TryRead(ref string? text)
    {
        text = Text();
        return true;
    }

    public readonly bool TryRead(ref bool flag)
    {
        flag = _json.GetBoolean();
        return true;
    }

    public readonly bool TryRead(ref bool? flag)
    {
        flag = Is(JsonTokenType.Null) ? null : _json.GetBoolean();
        return true;
    }

    public readonly bool TryRead(ref int number) => Is(JsonTokenType.Number) && _json.TryGetInt32(out number);

    public readonly bool TryRead(ref double number) => Is(JsonTokenType.Number) && _json.TryGetDouble(out number);

    public readonly bool TryRead(ref double? number)
    {
        number = Is(JsonTokenType.Null) ? null : _json.GetDouble();
        return true;
    }

    public readonly bool TryRead(ref DateTimeOffset? instant)
    {
        Span<char> text = stackalloc char[MaxInstant];
        if (!Is(JsonTokenType.String) || _json.ValueSpan.Length > text.Length || !Instants.TryParse(text[.._json.CopyString(text)], out var read))
        {
            return false;
        }

        instant = read;
        return true;
    }
}
