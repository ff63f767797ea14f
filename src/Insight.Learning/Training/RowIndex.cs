using Insight.Learning.Graphs;

namespace Insight.Learning.Training;

/// <summary>Finds the distinct ids of a batch and gives each a place, in the order in which they are met.</summary>
internal sealed class RowIndex
{
    private readonly RowTable _table;
    private readonly int[] _batches;
    private readonly int[] _places;
    private int _batch;

    public RowIndex(RowTable table)
    {
        _table = table;
        _batches = new int[checked((int)table.Rows)];
        _places = new int[_batches.Length];
    }

    /// <summary>The number of distinct ids met since <see cref="Begin"/>.</summary>
    public int Count { get; private set; }

    public void Begin()
    {
        Count = 0;
        if (_batch == int.MaxValue)
        {
            Array.Clear(_batches);
            _batch = 0;
        }

        _batch++;
    }

    /// <summary>Writes each id's place, and ids not met before behind those in <paramref name="unique"/>.</summary>
    /// <param name="ids">−1 stands for none: it takes place 0, and whoever masks it gives it no gradient.</param>
    /// <param name="places">As long as <paramref name="ids"/>.</param>
    /// <param name="unique">Room for all ids of the batch.</param>
    /// <exception cref="ArgumentException">An id is not a row of the table.</exception>
    public void Map(ReadOnlySpan<long> ids, Span<long> places, Span<long> unique)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            long id = ids[i];
            if (id == -1)
            {
                places[i] = 0;
                continue;
            }

            if (id < 0 || id >= _places.Length)
            {
                throw new ArgumentException($"Id {id} is not one of the {_places.Length} rows of table '{_table.Name}'.");
            }

            if (_batches[id] != _batch)
            {
                _batches[id] = _batch;
                _places[id] = Count;
                unique[Count++] = id;
            }

            places[i] = _places[id];
        }
    }

    /// <summary>A batch without any id still needs a row to point to.</summary>
    public void EnsureOne(Span<long> unique)
    {
        if (Count == 0)
        {
            unique[Count++] = 0;
        }
    }
}
