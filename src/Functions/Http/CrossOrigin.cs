using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Insight.Functions.Http;

/// <summary>
/// What lets pages of a shop ask (the Fetch standard's CORS protocol). A browser sends no key by itself, so an answer that a publishable key has opened may be read by whatever page sent it;
/// whether the key is accepted from there is looked at here. Azure's host adds the same to every answer (infra), so it is the key that protects them, not this.
/// </summary>
internal static class CrossOrigin
{
    /// <summary>Pages may read this answer.</summary>
    public static void LetRead(HttpResponse response) => response.Headers.AccessControlAllowOrigin = "*";

    /// <summary>Refuses a page that is not the shop's.</summary>
    /// <param name="origins">The shop's.</param>
    /// <exception cref="ProblemException">403.</exception>
    public static void Check(HttpRequest request, IReadOnlyList<string> origins)
    {
        var origin = request.Headers.Origin.ToString();
        if (!origins.Contains(origin, StringComparer.Ordinal))
        {
            throw ProblemException.Forbidden(origin.Length == 0
                ? "A publishable key is for pages: the header Origin, which browsers send, was not found."
                : $"A publishable key is accepted from the origins in the shop's settings, and '{origin}' is not one of them.");
        }
    }

    /// <summary>The answer to the question that browsers ask before they send a POST with a key.</summary>
    public static IResult Preflight(HttpResponse response)
    {
        LetRead(response);
        response.Headers.AccessControlAllowMethods = HttpMethods.Post;
        response.Headers.AccessControlAllowHeaders = $"{HeaderNames.ContentType}, {ApiCall.KeyHeader}";
        response.Headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }
}
