using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>The answers that the functions give.</summary>
internal static class ApiResults
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => new JsonAnswer<T>(value, status);

    public static IResult Problem(Problem problem, HttpContext context)
    {
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return new JsonAnswer<Problem>(problem, problem.Status, "application/problem+json");
    }
}
