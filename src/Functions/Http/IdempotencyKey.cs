using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

internal static class IdempotencyKey
{
    /// <summary>The caller's Idempotency-Key; null without one.</summary>
    public static string? Read(HttpRequest request) => request.Headers["Idempotency-Key"].ToString() switch
    {
        "" => null,
        { Length: <= 200 } key => key,
        var key => throw new InvalidFieldsException("Idempotency-Key", $"It has {key.Length} characters; expected at most 200."),
    };
}
