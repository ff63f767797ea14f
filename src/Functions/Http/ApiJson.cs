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
}
