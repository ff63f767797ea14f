using Insight.Learning.Graphs;
using static Insight.Learning.Graphs.TrainingScope;

namespace Insight.Learning.Training;

/// <summary>All that a training changes: weights, the optimiser's state and the number of steps taken. Sessions for any batch size and length work on it.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly List<DoubleBuffer> _all = [];
    private readonly Dictionary<string, RowIndex> _indices = new(StringComparer.Ordinal);

    /// <summary>Draws the weights; the state begins at zero.</summary>
    public TrainingState(WeightLayout layout, IReadOnlyList<string> slots, int seed)
        : this(layout, slots, seed, RowWrites.InPlace)
    {
    }

    internal TrainingState(WeightLayout layout, IReadOnlyList<string> slots, int seed, bool inPlace)
    {
        Layout = layout;
        Seed = seed;
        Add(Names.Weights, false, layout.Count);
        foreach (string slot in slots)
        {
            Add(Names.Slot(slot), false, layout.Count);
        }

        foreach (RowTable table in layout.Tables)
        {
            Add(Names.Table(table.Name), inPlace, table.Rows, table.Width);
            foreach (string slot in slots)
            {
                Add(Names.Slot(table.Name, slot), inPlace, table.Rows, table.Width);
            }
        }

        foreach (Parameter parameter in layout.Parameters)
        {
            parameter.Initializer.Draw(parameter.Count, parameter.Name, seed).CopyTo(Weight(parameter.Name));
        }

        foreach (RowTable table in layout.Tables)
        {
            table.Initializer.Draw(checked(table.Rows * table.Width), table.Name, seed).CopyTo(Table(table.Name));
        }
    }

    public WeightLayout Layout { get; }

    public int Seed { get; }

    /// <summary>Steps taken.</summary>
    public long Step { get; set; }

    /// <summary>Which of each two buffers holds the present values.</summary>
    public int Front { get; set; }

    /// <summary>The vectors and tables with their optimiser state, weights first, in a fixed order.</summary>
    public IReadOnlyList<DoubleBuffer> All => _all;

    /// <summary>The vector of all dense weights.</summary>
    public Span<float> Weights => _all[0].Buffers[Front].Span;

    /// <summary>One weight's elements, row-major.</summary>
    public Span<float> Weight(string parameter) =>
        Weights.Slice(Layout.OffsetOf(parameter), (int)Layout.Parameters.First(known => known.Name == parameter).Count);

    /// <summary>A table's elements, row by row.</summary>
    public Span<float> Table(string table) => Buffer(Names.Table(table)).Buffers[Front].Span;

    /// <summary>Copies of the network's weights and tables by name, row-major; those of its loss alone are left out.</summary>
    public IReadOnlyDictionary<string, float[]> Values() => Layout.OfNetwork.ToDictionary(
        name => name, name => (Layout.Tables.Any(table => table.Name == name) ? Table(name) : Weight(name)).ToArray(), StringComparer.Ordinal);

    /// <summary>The first dense weight with an element that is no finite number; null when there is none.</summary>
    /// <param name="side">Which of each two buffers to look at: <see cref="Front"/>, or the other for the values before the last step.</param>
    public string? FirstNotFinite(int side) => Layout.Parameters.FirstOrDefault(
        parameter => !AllFinite(_all[0].Buffers[side].Span.Slice(Layout.OffsetOf(parameter.Name), (int)parameter.Count)))?.Name;

    /// <summary>The first table with an element that is no finite number; null when there is none.</summary>
    public string? FirstTableNotFinite() => Layout.Tables.FirstOrDefault(table => !AllFinite(Table(table.Name)))?.Name;

    /// <summary>The workspace for finding a table's distinct ids, shared by all sessions.</summary>
    public RowIndex IndexOf(RowTable table)
    {
        if (!_indices.TryGetValue(table.Name, out RowIndex? index))
        {
            index = _indices[table.Name] = new RowIndex(table);
        }

        return index;
    }

    public DoubleBuffer Buffer(string name) => _all.First(buffer => buffer.Name == name);

    public void Dispose() => _all.ForEach(buffer => buffer.Dispose());

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string name, bool inPlace, params ReadOnlySpan<long> sizes) => _all.Add(new DoubleBuffer(name, inPlace, sizes));
}
