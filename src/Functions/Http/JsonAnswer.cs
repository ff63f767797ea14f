using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>
/// A value as JSON, written into the response's own buffer in one go. The framework's JSON result writes piecemeal and looks for a logger, for which it makes the services of a request.
/// </summary>
internal sealed class JsonAnswer<T>(T value, int status, string contentType = "application/json; charset=utf-8") : IResult
{
    private static readonly JsonTypeInfo<T> Shape = (JsonTypeInfo<T>)(AnswerJson.Default.GetTypeInfo(typeof(T)) ?? ApiJson.Answers.GetTypeInfo(typeof(T)));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = contentType;
        var body = httpContext.Response.BodyWriter;
        JsonSerializer.Serialize(ApiJson.Writer(body), value, Shape);
        return body.FlushAsync(httpContext.RequestAborted).AsTask();
    }
}
