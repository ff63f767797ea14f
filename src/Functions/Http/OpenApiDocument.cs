using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;

namespace Insight.Functions.Http;

/// <summary>Builds OpenAPI 3.1 from the HTTP functions themselves and the records that they read and answer.</summary>
internal static partial class OpenApiDocument
{
    private static readonly int[] KeyedProblems = [400, 401, 403, 413, 429, 500, 503];
    private static readonly int[] OpenProblems = [500, 503];

    public static JsonObject Build(Assembly assembly)
    {
        var schemas = new JsonObject { [nameof(Problem)] = Schema(typeof(Problem)) };
        var paths = new JsonObject();
        foreach (var function in ApiFunctions.In(assembly))
        {
            var path = "/" + function.Route;
            var item = paths[path]?.AsObject();
            if (item is null)
            {
                paths[path] = item = [];
            }

            foreach (var method in function.Methods)
            {
                item[method.ToLowerInvariant()] = Operation(function, schemas);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Insight", ["version"] = "1", ["description"] = "Requests with fields that are not described are refused; answers may get more fields." },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["shopKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiCall.KeyHeader, ["description"] = "A key of the shop; write includes read. Calls that say x-publishable also take a publishable key, from the shop's origins." },
                    ["adminKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiCall.KeyHeader, ["description"] = "The admin key of the installation." },
                },
            },
        };
    }

    private static JsonObject Operation(ApiFunction function, JsonObject schemas)
    {
        var operation = function.Operation;
        var document = new JsonObject
        {
            ["operationId"] = JsonNamingPolicy.CamelCase.ConvertName(function.Name),
            ["summary"] = operation.Summary,
            ["parameters"] = Parameters(function),
        };
        if (operation.Request is { } request)
        {
            document["requestBody"] = new JsonObject
            {
                ["required"] = !operation.RequestOptional,
                ["content"] = Content("application/json", Reference(request, schemas)),
            };
        }

        document["responses"] = Responses(operation, schemas);
        document["security"] = operation.Access switch
        {
            ApiAccess.Open => new JsonArray(),
            ApiAccess.Admin => new JsonArray(new JsonObject { ["adminKey"] = new JsonArray() }),
            _ => new JsonArray(new JsonObject { ["shopKey"] = new JsonArray() }),
        };
        if (operation.Access is not (ApiAccess.Open or ApiAccess.Admin))
        {
            document["x-scope"] = operation.Access == ApiAccess.Write ? "write" : "read";
        }

        if (operation.Access == ApiAccess.ReadOrPublishable)
        {
            document["x-publishable"] = true;
        }

        return document;
    }

    private static JsonArray Parameters(ApiFunction function)
    {
        var parameters = new JsonArray();
        foreach (Match match in RouteParameter().Matches(function.Route))
        {
            parameters.Add(Parameter(match.Groups[1].Value, "path", "string", null));
        }

        foreach (var parameter in function.Method.GetCustomAttributes<ApiParameterAttribute>())
        {
            parameters.Add(Parameter(parameter.Name, parameter.Header ? "header" : "query", parameter.Type, parameter.Description));
        }

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, string type, string? description)
    {
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = place == "path",
            ["schema"] = new JsonObject { ["type"] = type },
        };
        if (description is not null)
        {
            parameter["description"] = description;
        }

        return parameter;
    }

    private static JsonObject Responses(ApiOperationAttribute operation, JsonObject schemas)
    {
        var success = new JsonObject { ["description"] = operation.Status == 204 ? "Done; no content." : "The answer." };
        if (operation.Answer is { } answer)
        {
            success["content"] = Content("application/json", Reference(answer, schemas));
        }
        else if (operation.AnswerMediaType is { } mediaType)
        {
            success["content"] = Content(mediaType, mediaType == "application/json" ? [] : new JsonObject { ["type"] = "string" });
        }

        var responses = new JsonObject { [operation.Status.ToString(CultureInfo.InvariantCulture)] = success };
        foreach (var status in (operation.Access == ApiAccess.Open ? OpenProblems : KeyedProblems).Concat(operation.Problems).Order())
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                ["content"] = Content("application/problem+json", new JsonObject { ["$ref"] = $"#/components/schemas/{nameof(Problem)}" }),
            };
        }

        return responses;
    }

    private static JsonObject Content(string mediaType, JsonObject schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(Type type, JsonObject schemas)
    {
        if (!schemas.ContainsKey(type.Name))
        {
            schemas[type.Name] = Schema(type);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    private static JsonNode Schema(Type type)
    {
        var schema = ApiJson.Schemas.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        Relocate(schema, $"#/components/schemas/{type.Name}");
        return schema;
    }

    /// <summary>The exporter points to repeated parts from the root of one schema; here that root lies inside the document.</summary>
    private static void Relocate(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonObject o:
                if (o["$ref"] is JsonValue reference && reference.GetValue<string>() is ['#', .. var pointer])
                {
                    o["$ref"] = root + pointer;
                }

                foreach (var child in o)
                {
                    Relocate(child.Value, root);
                }

                break;
            case JsonArray array:
                foreach (var child in array)
                {
                    Relocate(child, root);
                }

                break;
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
