namespace Insight.Scoring;

/// <summary>A loaded model with the number of those who hold it; its session ends with the last of them.</summary>
internal sealed class CachedModel(OnnxModel model, long fileBytes)
{
    /// <summary>What a session of ONNX Runtime takes of memory for a byte of a tree ensemble's file (the benchmark <c>models</c>).</summary>
    private const int MemoryPerFileByte = 8;

    private int _holders = 1;

    public OnnxModel Model { get; } = model;

    /// <summary>Memory, estimated.</summary>
    public long Bytes { get; } = fileBytes * MemoryPerFileByte;

    /// <summary>False when the last holder has gone already.</summary>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var before = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (before == holders)
            {
                return true;
            }

            holders = before;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Model.Dispose();
        }
    }
}
