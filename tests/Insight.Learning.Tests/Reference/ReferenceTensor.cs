namespace Insight.Learning.Tests.Reference;

/// <summary>A tensor in the file of reference values.</summary>
internal sealed record ReferenceTensor(int[] Sizes, double[] Data)
{
    public float[] Floats => Array.ConvertAll(Data, value => (float)value);

    public long[] Longs => Array.ConvertAll(Data, value => (long)value);

    /// <summary>A matrix with rows and columns changed: PyTorch keeps a dense layer's weights as [outputs, inputs].</summary>
    public float[] Transposed => [.. Enumerable.Range(0, Data.Length).Select(i => (float)Data[(i % Sizes[0] * Sizes[1]) + (i / Sizes[0])])];

    /// <summary>The rows of gates in another order.</summary>
    /// <param name="order">For each place the gate that belongs there.</param>
    public float[] Gates(int[] order)
    {
        int size = Data.Length / order.Length;
        return [.. order.SelectMany(gate => Floats[(gate * size)..((gate + 1) * size)])];
    }
}
