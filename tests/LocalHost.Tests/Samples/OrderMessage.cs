namespace LocalHost.Tests.Samples;

public sealed record OrderMessage
{
    public required string Id { get; init; }

    public int Seconds { get; init; }
}
