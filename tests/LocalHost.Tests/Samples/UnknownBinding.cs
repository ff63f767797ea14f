using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace LocalHost.Tests.Samples;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TableInputAttribute : InputBindingAttribute;

public sealed class UnknownBinding
{
    [Function("Unknown")]
    public void Run([QueueTrigger("sample-unknown")] string message, [TableInput] string row) => throw new NotSupportedException(message + row);
}

public sealed class UnknownParameter
{
    [Function("UnboundParameter")]
    public void Run([QueueTrigger("sample-unknown")] string message, DateOnly day) => throw new NotSupportedException(message + day);
}
