using Insight.Onnx;

namespace Insight.Learning.Training;

/// <summary>What a network learns from or is asked about: one array per input and target, all with the same number of examples, in an order that means time where it means anything.</summary>
/// <remarks>Arrays are kept, not copied: leave them alone while the examples are in use.</remarks>
/// <param name="count">The number of examples.</param>
public sealed class Examples(int count)
{
    private readonly Dictionary<string, ExampleColumn> _columns = new(StringComparer.Ordinal);

    /// <summary>The number of examples.</summary>
    public int Count { get; } = count >= 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "A number of examples is not negative.");

    /// <summary>How much each example's loss counts; null while all count alike.</summary>
    public float[]? Weights { get; private set; }

    internal IReadOnlyDictionary<string, ExampleColumn> Columns => _columns;

    /// <summary>Adds numbers of one shape per example.</summary>
    /// <param name="name">The input or target they are for.</param>
    /// <param name="values">Example after example, row-major.</param>
    /// <param name="sizes">An example's dimensions; none for one number.</param>
    /// <returns>These examples.</returns>
    /// <exception cref="InvalidExamplesException">The number of values is not that of the examples times their size, or the name is taken.</exception>
    public Examples Add(string name, float[] values, params ReadOnlySpan<long> sizes) => Add(new ExampleColumn(name, TensorType.Float, values, Count, null, sizes));

    /// <summary>Adds whole numbers of one shape per example: ids, classes, lengths. The id −1 stands for none.</summary>
    /// <inheritdoc cref="Add(string, float[], ReadOnlySpan{long})"/>
    public Examples Add(string name, long[] values, params ReadOnlySpan<long> sizes) => Add(new ExampleColumn(name, TensorType.Int64, values, Count, null, sizes));

    /// <summary>Adds sequences, each of its own length.</summary>
    /// <param name="name">The input or target they are for; its shape is [N, L, …].</param>
    /// <param name="values">Sequence after sequence, without padding.</param>
    /// <param name="lengths">The number of steps of each example.</param>
    /// <param name="sizes">The dimensions of one step; none for one number.</param>
    /// <returns>These examples.</returns>
    /// <exception cref="InvalidExamplesException">The number of values is not that of all steps times their size, a length is negative, or the name is taken.</exception>
    public Examples AddSequences(string name, float[] values, int[] lengths, params ReadOnlySpan<long> sizes) =>
        Add(new ExampleColumn(name, TensorType.Float, values, Count, lengths, sizes));

    /// <inheritdoc cref="AddSequences(string, float[], int[], ReadOnlySpan{long})"/>
    public Examples AddSequences(string name, long[] values, int[] lengths, params ReadOnlySpan<long> sizes) =>
        Add(new ExampleColumn(name, TensorType.Int64, values, Count, lengths, sizes));

    /// <summary>Gives each example a weight in the loss.</summary>
    /// <param name="weights">Not negative, one per example.</param>
    /// <returns>These examples.</returns>
    /// <exception cref="InvalidExamplesException">There are not as many as examples, or one is negative or no number.</exception>
    public Examples Weigh(float[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Length != Count)
        {
            throw new InvalidExamplesException($"{weights.Length} weights were given for {Count} examples.");
        }

        int wrong = Array.FindIndex(weights, weight => !float.IsFinite(weight) || weight < 0);
        Weights = wrong < 0 ? weights : throw new InvalidExamplesException($"The weight of example {wrong} is {weights[wrong]}; weights are finite and not negative.");
        return this;
    }

    private Examples Add(ExampleColumn column) =>
        _columns.TryAdd(column.Name, column) ? this : throw new InvalidExamplesException($"'{column.Name}' was added before.");
}
