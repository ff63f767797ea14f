using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>The answers that the functions give.</summary>
internal static class ApiResults
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, ApiJson.Answers, statusCode: status);

    public static IResult Problem(Problem problem, HttpContext context)
    {
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return Results.Json(problem, ApiJson.Answers, "application/problem+json", problem.Status);
    }
}
