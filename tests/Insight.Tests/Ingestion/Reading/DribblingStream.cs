using Insight.Ingestion.Reading;

namespace Insight.Tests.Ingestion.Reading;

/// <summary>Gives few bytes at a time, another number each time.</summary>
internal sealed class DribblingStream(byte[] content, int most = 5_003) : ReadOnlyStream
{
    private readonly Random _random = new(3);
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, _random.Next(1, most)), content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
}
