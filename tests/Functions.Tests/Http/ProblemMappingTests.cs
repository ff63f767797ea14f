using Azure;
using Insight.Functions.Http;
using Insight.Recommendations;
using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Tests.Http;

public sealed class ProblemMappingTests
{
    private const string Secret = "AccountKey=abc at /home/me/file.cs";

    public static TheoryData<Exception, int> Exceptions => new()
    {
        { new InvalidFieldsException("name", "expected a name"), 400 },
        { new ShopNotFoundException(ShopId.Parse("shop")), 404 },
        { new UnknownRunException("run"), 404 },
        { new ShopConflictException("taken"), 409 },
        { new ShopConflictException("changed", preconditionFailed: true), 412 },
        { new BadHttpRequestException("too large", 413), 413 },
        { new RequestFailedException(429, Secret), 429 },
        { new RequestFailedException(503, Secret), 503 },
        { new RequestFailedException(0, Secret), 503 },
        { new AggregateException(new RequestFailedException(0, Secret)), 503 },
        { new TimeoutException(Secret), 503 },
        { new RequestFailedException(403, Secret), 500 },
        { new InvalidOperationException(Secret), 500 },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Describe_GivesTheStatus_AndNothingFromInside(Exception exception, int status)
    {
        var problem = ProblemMapping.Describe(exception, "trace");

        Assert.Equal(status, problem.Status);
        Assert.DoesNotContain("AccountKey", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(status is 429 or >= 500, problem.TraceId == "trace");
    }
}
