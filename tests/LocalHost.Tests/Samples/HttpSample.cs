using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Tests.Samples;

public sealed class HttpSample(Recorder recorder)
{
    [Function("Echo")]
    public async Task<IResult> Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/echo/{id?}")] HttpRequest request, string shop, string? id, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        recorder.Add("echo");
        return Results.Json(new { shop, id, body = await reader.ReadToEndAsync(cancellationToken) }, statusCode: StatusCodes.Status201Created);
    }

    [Function("Broken")]
    public Task<IResult> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException("out of order: " + request.Path);
}
