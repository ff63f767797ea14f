using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Insight.Functions.Http;

/// <summary>JSON as the HTTP contract writes and reads it: camelCase, enums in lower case, unknown fields refused.</summary>
internal static class ApiJson
{
    /// <summary>For what is read.</summary>
    public static readonly JsonSerializerOptions Requests = new(JsonSerializerDefaults.Web)
    {
        // Web defaults take "5" for 5; a contract that is strict about names is strict about types too.
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // without one, shapes cannot be asked for before the first use
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>For openapi.json: its schemas leave room for fields to come.</summary>
    public static readonly JsonSerializerOptions Schemas = new(Requests)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>For what is answered: a number that is not finite (a metric without data) becomes null.</summary>
    public static readonly JsonSerializerOptions Answers = new(Requests)
    {
        Converters = { new FiniteNumberConverter() },
    };

    /// <summary>The serializer writes whole values in their order, so the writer need not look after that.</summary>
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? own;

    /// <summary>The calling thread's writer, for one answer after the other; it knows the last one's body until then.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> body)
    {
        if (own is not { } writer)
        {
            return own = new Utf8JsonWriter(body, Unchecked);
        }

        writer.Reset(body);
        return writer;
    }
}
