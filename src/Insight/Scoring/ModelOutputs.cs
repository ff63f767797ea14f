namespace Insight.Scoring;

/// <summary>What a model answered, one value per row and output.</summary>
public sealed class ModelOutputs
{
    private readonly Dictionary<string, float[]> _floats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _integers = new(StringComparer.Ordinal);

    internal ModelOutputs()
    {
    }

    /// <exception cref="KeyNotFoundException">The model's signature has no such output.</exception>
    public IReadOnlyList<float> Floats(string output) => _floats[output];

    /// <inheritdoc cref="Floats"/>
    public IReadOnlyList<long> Integers(string output) => _integers[output];

    internal void Add(string output, float[] values) => _floats.Add(output, values);

    internal void Add(string output, long[] values) => _integers.Add(output, values);
}
