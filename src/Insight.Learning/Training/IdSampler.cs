using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Insight.Learning.Graphs;

namespace Insight.Learning.Training;

/// <summary>Draws ids anew for every batch, with replacement: the negatives of a sampled softmax.</summary>
public sealed class IdSampler
{
    private readonly double[] _cumulated;

    /// <summary>Creates the sampler.</summary>
    /// <param name="input">The input or target that takes the ids.</param>
    /// <param name="weights">How often each id is drawn, in relation to the others; ids are places in this list.</param>
    /// <exception cref="ArgumentException">A weight is negative or no number, or all are zero.</exception>
    public IdSampler(string input, IReadOnlyList<double> weights)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentNullException.ThrowIfNull(weights);
        Input = input;
        _cumulated = new double[weights.Count];
        double sum = 0;
        for (int i = 0; i < weights.Count; i++)
        {
            sum += weights[i] >= 0 && double.IsFinite(weights[i])
                ? weights[i]
                : throw new ArgumentException($"The weight of id {i} is {weights[i]}; weights are finite and not negative.", nameof(weights));
            _cumulated[i] = sum;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException($"The weights of {weights.Count} ids sum to {sum}; one at least should be positive.", nameof(weights));
        }
    }

    /// <summary>The input or target that takes the ids.</summary>
    public string Input { get; }

    /// <summary>Input, number of ids and a hash of their weights: what one sampler differs in from another.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Input} of {_cumulated.Length} ids, weights {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(_cumulated)))}");

    internal void Fill(Span<long> ids, ulong key)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            double at = CounterHash.Unit(CounterHash.Mix(key, (ulong)i)) * _cumulated[^1];
            int found = Array.BinarySearch(_cumulated, at);

            // The first sum above the number drawn: an id without weight has no room between two sums.
            int id = found < 0 ? ~found : found + 1;
            while (id < _cumulated.Length - 1 && _cumulated[id] <= at)
            {
                id++;
            }

            ids[i] = id;
        }
    }
}
