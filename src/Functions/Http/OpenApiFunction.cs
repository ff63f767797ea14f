using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Serves the description of every HTTP function.</summary>
public sealed class OpenApiFunction
{
    private static readonly Lazy<string> Document = new(() => OpenApiDocument.Build(typeof(OpenApiFunction).Assembly).ToJsonString());

    [Function("OpenApi")]
    [ApiOperation("This document.", ApiAccess.Open, AnswerMediaType = "application/json")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/openapi.json")] HttpRequest request) =>
        Results.Text(Document.Value, "application/json");
}
