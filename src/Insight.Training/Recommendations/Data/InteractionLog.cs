namespace Insight.Training.Recommendations.Data;

/// <summary>
/// What everybody did with products, as numbers: one sequence per customer, visitor or session, oldest first. A log that is cut shares the arrays of the one it was cut from, and its products.
/// </summary>
internal sealed class InteractionLog
{
    /// <summary>The weight of a purchase (<see cref="Features.Interaction.Weight"/>); what else somebody does weighs less.</summary>
    public const float Purchase = 1;

    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int[] _products;
    private readonly float[] _days;
    private readonly float[] _weights;
    private readonly int[] _visits;

    internal InteractionLog(IReadOnlyList<string> ids, bool hasClock, IReadOnlyList<string> owners, int[] starts, int[] ends, int[] products, float[] days, float[] weights, int[] visits)
    {
        Ids = ids;
        HasClock = hasClock;
        Owners = owners;
        (_starts, _ends, _products, _days, _weights, _visits) = (starts, ends, products, days, weights, visits);
    }

    /// <summary>Index → product id; those with most interactions in the log that was read come first.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Whether the interactions have times; else only their order is known.</summary>
    public bool HasClock { get; }

    /// <summary>Interactions that were left out because they have no time, while most others have one.</summary>
    public int LeftOut { get; init; }

    /// <summary>Whose each sequence is.</summary>
    public IReadOnlyList<string> Owners { get; }

    public int Products => Ids.Count;

    /// <summary>Day of the last interaction; 0 without a clock.</summary>
    public float LastDay => Enumerable.Range(0, Sequences).Where(i => LengthOf(i) > 0).Select(i => DaysOf(i)[^1]).DefaultIfEmpty().Max();

    public int Sequences => _starts.Length;

    public long Interactions => _starts.Select((start, i) => (long)(_ends[i] - start)).Sum();

    public int LengthOf(int sequence) => _ends[sequence] - _starts[sequence];

    public ReadOnlySpan<int> ProductsOf(int sequence) => _products.AsSpan(_starts[sequence], LengthOf(sequence));

    /// <summary>Days since the first interaction of the log; 0 without a clock.</summary>
    public ReadOnlySpan<float> DaysOf(int sequence) => _days.AsSpan(_starts[sequence], LengthOf(sequence));

    /// <summary>How much each interaction says (<see cref="Features.Interaction.Weight"/>).</summary>
    public ReadOnlySpan<float> WeightsOf(int sequence) => _weights.AsSpan(_starts[sequence], LengthOf(sequence));

    /// <summary>Number of the session or order within the sequence: what lies in one basket or was looked at in one visit has the same.</summary>
    public ReadOnlySpan<int> VisitsOf(int sequence) => _visits.AsSpan(_starts[sequence], LengthOf(sequence));

    /// <summary>The step behind the order that a step belongs to: what is bought at one moment of one visit. Any other step is by itself, as all are without a clock.</summary>
    public int EndOfOrder(int sequence, int step)
    {
        var (start, last) = (_starts[sequence] + step, _ends[sequence] - 1);
        var end = start;
        while (HasClock && end < last && _visits[end + 1] == _visits[start] && _days[end + 1] == _days[start] && _weights[end] >= Purchase && _weights[end + 1] >= Purchase)
        {
            end++;
        }

        return end + 1 - _starts[sequence];
    }

    /// <summary>Steps of a sequence behind which something comes: all before those that come at once at its end.</summary>
    public int StepsThatGoOn(int sequence)
    {
        var steps = 0;
        for (var next = EndOfOrder(sequence, 0); next < LengthOf(sequence); next = EndOfOrder(sequence, next))
        {
            steps = next;
        }

        return steps;
    }

    /// <summary>The same log with less of each sequence's end.</summary>
    /// <param name="lengthOf">How much of a sequence stays.</param>
    public InteractionLog Cut(Func<int, int> lengthOf) => With([.. Enumerable.Range(0, Sequences)], i => _starts[i], i => _starts[i] + Math.Clamp(lengthOf(i), 0, LengthOf(i)));

    /// <summary>The interactions up to a day, that included.</summary>
    /// <param name="day">In days since the first interaction.</param>
    public InteractionLog Until(float day) => Cut(i =>
    {
        var days = DaysOf(i);
        var length = days.Length;
        while (length > 0 && days[length - 1] > day)
        {
            length--;
        }

        return length;
    });

    /// <summary>Some of the sequences.</summary>
    public InteractionLog Take(int[] sequences) => With(sequences, i => _starts[i], i => _ends[i]);

    /// <summary>What is known of a sequence before its step <paramref name="end"/>, asked at a day: the latest steps that a graph is sent.</summary>
    /// <param name="now">In days since the first interaction.</param>
    public RankingHistory HistoryOf(int sequence, int end, float now)
    {
        var from = Math.Max(0, end - Insight.Recommendations.RecommendationContract.MaxHistory);
        var days = DaysOf(sequence)[from..end];
        var ages = new float[days.Length];
        for (var i = 0; i < ages.Length; i++)
        {
            ages[i] = HasClock ? Math.Max(0, now - days[i]) : 0;
        }

        return new RankingHistory(ProductsOf(sequence)[from..end].ToArray(), WeightsOf(sequence)[from..end].ToArray(), ages);
    }

    /// <summary>Interactions of each product.</summary>
    public int[] Counts()
    {
        var counts = new int[Products];
        for (var i = 0; i < Sequences; i++)
        {
            foreach (var product in ProductsOf(i))
            {
                counts[product]++;
            }
        }

        return counts;
    }

    private InteractionLog With(int[] sequences, Func<int, int> start, Func<int, int> end) => new(
        Ids, HasClock, [.. sequences.Select(i => Owners[i])], [.. sequences.Select(start)], [.. sequences.Select(end)], _products, _days, _weights, _visits);
}
