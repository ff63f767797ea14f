using Azure;
using Insight.Recommendations;
using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>Which problem an exception means for the caller. What is not listed is a fault of ours: 500 without details.</summary>
internal static class ProblemMapping
{
    public static Problem Describe(Exception exception, string traceId) => exception switch
    {
        ProblemException e => e.Problem,
        InvalidFieldsException e => new Problem
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "The request cannot be used",
            Errors = e.Errors,
        },
        UnknownRunException e => new Problem { Status = StatusCodes.Status404NotFound, Title = "Not found", Detail = e.Message },
        RefusedRunException e => new Problem { Status = StatusCodes.Status409Conflict, Title = "The backtest's model does not serve", Detail = e.Message },
        ShopNotFoundException e => new Problem { Status = StatusCodes.Status404NotFound, Title = "Not found", Detail = e.Message },
        ShopConflictException { PreconditionFailed: true } e => new Problem
        {
            Status = StatusCodes.Status412PreconditionFailed,
            Title = "Changed since",
            Detail = e.Message,
        },
        ShopConflictException e => new Problem { Status = StatusCodes.Status409Conflict, Title = "Conflict", Detail = e.Message },
        BadHttpRequestException e => new Problem { Status = e.StatusCode, Title = "The request cannot be read" },
        RequestFailedException { Status: StatusCodes.Status429TooManyRequests } => new Problem
        {
            Status = StatusCodes.Status429TooManyRequests,
            Title = "Too many requests",
            TraceId = traceId,
        },
        RequestFailedException { Status: 0 or >= 500 } or TimeoutException or AggregateException { InnerException: RequestFailedException } => new Problem
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "Storage does not answer now",
            Detail = "Try again in a few seconds.",
            TraceId = traceId,
        },
        _ => new Problem { Status = StatusCodes.Status500InternalServerError, Title = "Something failed here", TraceId = traceId },
    };
}
