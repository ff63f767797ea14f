using System.Text.Json.Nodes;
using Insight.Functions.Http;

namespace Insight.Functions.Tests.Http;

public sealed class OpenApiDocumentTests
{
    private static readonly JsonObject Document = OpenApiDocument.Build(typeof(ApiCall).Assembly);

    [Fact]
    public void Paths_AreExactlyTheHttpFunctions()
    {
        var expected = ApiFunctions.In(typeof(ApiCall).Assembly).SelectMany(function => function.Methods.Select(method => $"{method} /{function.Route}"));
        var described = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_HaveUniqueIdsAndSayTheirPathParameters()
    {
        var operations = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, Operation: operation.Value!))).ToList();

        Assert.Equal(operations.Count, operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, o => Assert.Equal(
            o.Key.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')),
            o.Operation["parameters"]!.AsArray().Where(p => p!["in"]!.GetValue<string>() == "path").Select(p => p!["name"]!.GetValue<string>())));
    }

    [Fact]
    public void EveryReference_LeadsSomewhere()
    {
        var references = References(Document).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(Resolve(reference)));
    }

    [Fact]
    public void Schemas_NameTheContractsFields()
    {
        Assert.Equal(["shop", "currency", "timeZone"], Properties("NewShop"));
        Assert.Equal(["path", "uploadUrl", "expiresAt"], Properties("UploadLink"));
        Assert.Equal(["customerIds", "customers", "models", "asOf", "reasons"], Properties("ScoresRequest"));
        Assert.Equal(
            ["customerId", "session", "count", "exclude", "excludeSeen", "filter", "diversity", "scenario", "asOf", "runId"], Properties("RecommendationsRequest"));
        Assert.Contains("running", Document["components"]!["schemas"]!["IngestionReceipt"]!["properties"]!["status"]!["enum"]!.AsArray().Select(v => v!.GetValue<string>()));

        static IEnumerable<string> Properties(string schema) => Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(property => property.Key);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(child => child is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(child.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(
        (JsonNode?)Document,
        (node, part) => node is JsonArray array ? array[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : node?[part.Replace("~1", "/", StringComparison.Ordinal)]);
}
