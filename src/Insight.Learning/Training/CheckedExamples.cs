using System.Globalization;
using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Training;

/// <summary>Examples that were found to suit the inputs of a network, and how long each is.</summary>
internal sealed class CheckedExamples
{
    private readonly int[] _lengths;
    private readonly IReadOnlyList<NetworkInput> _inputs;

    /// <summary>Checks the examples.</summary>
    /// <param name="examples">What is checked.</param>
    /// <param name="inputs">What they have to suit.</param>
    /// <exception cref="InvalidExamplesException">They are empty, an input is missing, has another type or shape, or holds what is not finite or not the label of a class.</exception>
    public CheckedExamples(Examples examples, IReadOnlyList<NetworkInput> inputs)
    {
        Examples = examples;
        _inputs = inputs;
        if (examples.Count == 0)
        {
            throw new InvalidExamplesException("There are no examples.");
        }

        _lengths = new int[examples.Count];
        Array.Fill(_lengths, -1);
        foreach (NetworkInput input in inputs)
        {
            if (!examples.Columns.TryGetValue(input.Name, out ExampleColumn? column))
            {
                throw new InvalidExamplesException(
                    $"Nothing was given for '{input.Name}' of shape {input.Shape}; there is [{string.Join(", ", examples.Columns.Keys.Order(StringComparer.Ordinal))}].");
            }

            CheckShape(input, column);
            TakeLengths(input, column);
            RequireFinite(column);
            RequireLabels(input, column);
        }

        for (int i = 0; i < _lengths.Length; i++)
        {
            _lengths[i] = Math.Max(_lengths[i], inputs.Any(HasLength) ? 0 : 1);
        }

        HasSequences = inputs.Any(input => examples.Columns[input.Name].IsSequence);
        LongestLength = Math.Max(1, _lengths.Max());
    }

    public Examples Examples { get; }

    /// <summary>Whether examples may differ in length.</summary>
    public bool HasSequences { get; }

    public int LongestLength { get; }

    /// <summary>The value of L for an example; 1 where no input has it.</summary>
    public int LengthOf(int example) => _lengths[example];

    /// <summary>Looks whether ids are rows of their tables.</summary>
    /// <exception cref="InvalidExamplesException">One is not, and not −1 for none.</exception>
    public void RequireIds(IReadOnlyList<RowTable> tables)
    {
        foreach (NetworkInput input in _inputs)
        {
            if (tables.FirstOrDefault(table => table.Name == input.Table) is not RowTable table)
            {
                continue;
            }

            ExampleColumn column = Examples.Columns[input.Name];
            for (int example = 0; example < column.ExampleCount; example++)
            {
                foreach (long id in column.Longs(example))
                {
                    if (id < -1 || id >= table.Rows)
                    {
                        throw new InvalidExamplesException($"'{input.Name}' of example {example} holds id {id}; table '{table.Name}' has {table.Rows} rows.");
                    }
                }
            }
        }
    }

    private static bool HasLength(NetworkInput input) => input.Shape.Any(dim => dim.Symbol == "L");

    private static void CheckShape(NetworkInput input, ExampleColumn column)
    {
        if (input.Type != column.Type)
        {
            throw new InvalidExamplesException($"'{input.Name}' is {input.Type} in the network and {column.Type} in the examples.");
        }

        Shape given = column.IsSequence ? ["N", "L", .. Shape.Of([.. column.Sizes])] : ["N", .. Shape.Of([.. column.Sizes])];
        bool fits = given.Count == input.Shape.Count && given.Zip(input.Shape).All(pair =>
            pair.Second.IsKnown ? pair.First == pair.Second : pair.First.IsKnown ? pair.Second.Symbol == "L" : pair.First == pair.Second);
        if (!fits)
        {
            throw new InvalidExamplesException($"'{input.Name}' has shape {input.Shape} in the network and {given} in the examples.");
        }
    }

    private static void RequireFinite(ExampleColumn column)
    {
        for (int example = 0; column.Type == TensorType.Float && example < column.ExampleCount; example++)
        {
            int at = IndexOfNotFinite(column.Floats(example));
            if (at >= 0)
            {
                throw new InvalidExamplesException(string.Create(
                    CultureInfo.InvariantCulture, $"'{column.Name}' of example {example} is {column.Floats(example)[at]} at element {at}; it should be a finite number."));
            }
        }
    }

    /// <summary>ONNX counts a negative label from the last class, so that it would be learned as another one.</summary>
    private static void RequireLabels(NetworkInput input, ExampleColumn column)
    {
        for (int example = 0; input.Classes is long && example < column.ExampleCount; example++)
        {
            foreach (long label in column.Longs(example))
            {
                if (label < 0 || label >= input.Classes)
                {
                    throw new InvalidExamplesException($"'{input.Name}' of example {example} holds label {label}; its {input.Classes} classes are 0 to {input.Classes - 1}.");
                }
            }
        }
    }

    private static int IndexOfNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void TakeLengths(NetworkInput input, ExampleColumn column)
    {
        if (!HasLength(input))
        {
            return;
        }

        int axis = input.Shape.Select((dim, i) => (dim, i)).First(pair => pair.dim.Symbol == "L").i;
        for (int i = 0; i < _lengths.Length; i++)
        {
            int length = column.IsSequence ? column.LengthOf(i) : (int)column.Sizes[axis - 1];
            if (_lengths[i] >= 0 && _lengths[i] != length)
            {
                throw new InvalidExamplesException($"Example {i} has length {length} in '{input.Name}' and {_lengths[i]} in an input before.");
            }

            _lengths[i] = length;
        }
    }
}
