using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>Ends a request with a certain problem.</summary>
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    public Problem Problem { get; } = new() { Status = status, Title = title, Detail = detail };

    public static ProblemException NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public static ProblemException Conflict(string detail) => new(StatusCodes.Status409Conflict, "Not now", detail);

    public static ProblemException TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "Too large", detail);

    public static ProblemException Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, "No valid key", detail);

    public static ProblemException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "Not allowed", detail);
}
