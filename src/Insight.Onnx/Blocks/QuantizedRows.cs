using System.Numerics;

namespace Insight.Onnx.Blocks;

/// <summary>
/// Rows whose products with a vector are wanted, such as the vectors of all products of a shop, in eight bits: each row's numbers are whole numbers from −127 to 127 times a scale
/// of its own. A product with all rows waits for memory and not for arithmetic, so a quarter of the bytes takes a quarter of the time.
/// </summary>
/// <remarks>
/// Symmetric quantisation by row, as in Dettmers et al., "LLM.int8()" (2022), §2. The graph uses ONNX Runtime's own operator MatMulNBits, which brings the vector to eight bits,
/// too: a product usually differs from the exact one by less than a hundredth of the product of both lengths (one number that dwarfs the others of its row costs more). Without
/// kernels for whole numbers the operator computes in floats, fifteen times slower than a plain product.
/// </remarks>
public sealed class QuantizedRows
{
    private const int Largest = 127, Offset = 128, LeastBlock = 16;

    private readonly byte[] _values;
    private readonly float[] _scales;
    private readonly int _width, _block;

    private QuantizedRows(int rows, int width)
    {
        _width = width;
        _block = Math.Max(LeastBlock, (int)BitOperations.RoundUpToPowerOf2((uint)width));
        _values = new byte[rows * _block];
        _scales = new float[rows];
        Array.Fill(_values, (byte)Offset);
    }

    /// <param name="values">Row-major [rows, width], finite.</param>
    /// <param name="width">Numbers of a row: 1 to 256, as the operator has it.</param>
    /// <exception cref="ArgumentException">The values are no whole rows, or another width.</exception>
    public static QuantizedRows Of(ReadOnlySpan<float> values, int width)
    {
        if (width is < 1 or > 256 || values.Length % width != 0)
        {
            throw new ArgumentException($"{values.Length} values were given for rows of width {width}; expected whole rows of a width from 1 to 256.", nameof(values));
        }

        var rows = new QuantizedRows(values.Length / width, width);
        for (int row = 0; row < rows._scales.Length; row++)
        {
            rows.Set(row, values.Slice(row * width, width));
        }

        return rows;
    }

    /// <summary>A row as it is stored.</summary>
    public float[] Row(int row) => [.. Enumerable.Range(row * _block, _width).Select(i => (_values[i] - Offset) * _scales[row])];

    /// <summary>Adds the products of <paramref name="vector"/> [1, width] with all rows: float [1, rows].</summary>
    /// <param name="bias">A number for each row that is added, [rows]; null for none.</param>
    public Value Append(GraphBuilder graph, Value vector, Value? bias = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(vector);
        int rows = _scales.Length;
        Value table = graph.Constant(Tensor.Of(_values, rows, 1, _block)), scales = graph.Constant(_scales, rows, 1);
        return graph.Apply(
            "MatMulNBits", TensorType.Float, [1, rows], [vector, table, scales, null, null, bias],
            [("K", _width), ("N", rows), ("bits", 8), ("block_size", _block), ("accuracy_level", 4)], GraphBuilder.RuntimeDomain); // 4: whole numbers
    }

    private void Set(int row, ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        float scale = _scales[row] = largest / Largest;
        for (int i = 0; i < values.Length && scale > 0; i++)
        {
            _values[(row * _block) + i] = (byte)(Offset + MathF.Round(values[i] / scale));
        }
    }
}
