using System.Text.Json.Serialization;

namespace Insight.Recommendations;

/// <summary>How catalogs are stored: by generated code, for a catalog may hold a hundred thousand products.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductCatalog))]
internal sealed partial class CatalogJson : JsonSerializerContext;
