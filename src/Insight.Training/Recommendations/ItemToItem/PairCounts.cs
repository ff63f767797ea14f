using Insight.Training.Recommendations.Data;

namespace Insight.Training.Recommendations.ItemToItem;

/// <summary>
/// Counts for one product after the other what stands near it in the sequences. The places of each product are looked up in an index, so that one dense row of sums is all the memory that counting needs,
/// however many pairs there are.
/// </summary>
internal sealed class PairCounts
{
    private readonly InteractionLog _log;
    private readonly ItemToItemSettings _settings;
    private readonly int[] _starts;
    private readonly int[] _sequences;
    private readonly int[] _steps;
    private readonly float[] _distance;

    public PairCounts(InteractionLog log, ItemToItemSettings settings)
    {
        (_log, _settings) = (log, settings);
        _distance = [0, .. Enumerable.Range(1, settings.Window).Select(d => (float)Math.Pow(d, -settings.DistancePower))];
        var counts = log.Counts();
        _starts = new int[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            _starts[i + 1] = _starts[i] + counts[i];
        }

        _sequences = new int[_starts[^1]];
        _steps = new int[_starts[^1]];
        var next = _starts[..^1].ToArray();
        for (var s = 0; s < log.Sequences; s++)
        {
            var products = log.ProductsOf(s);
            for (var k = 0; k < products.Length; k++)
            {
                var at = next[products[k]]++;
                (_sequences[at], _steps[at]) = (s, k);
            }
        }
    }

    /// <summary>Adds what stands near a product.</summary>
    /// <param name="sums">[N], zeros where <paramref name="touched"/> says nothing.</param>
    /// <param name="touched">Takes the places that became positive.</param>
    public void Add(int product, float[] sums, List<int> touched)
    {
        for (var at = _starts[product]; at < _starts[product + 1]; at++)
        {
            var (s, k) = (_sequences[at], _steps[at]);
            var products = _log.ProductsOf(s);
            var weights = _log.WeightsOf(s);
            var visits = _log.VisitsOf(s);
            var days = _log.DaysOf(s);
            var scale = _settings.LengthPower == 0 ? 1f : (float)Math.Pow(products.Length, -_settings.LengthPower);
            var last = Math.Min(products.Length - 1, k + _settings.Window);
            for (var other = _settings.BackwardShare > 0 || (_log.HasClock && _settings.SameMoment > 0) ? Math.Max(0, k - _settings.Window) : k + 1; other <= last; other++)
            {
                if (other == k)
                {
                    continue;
                }

                var together = _log.HasClock && visits[other] == visits[k] && days[other] == days[k];
                var pair = scale * weights[other] * (float)(together
                    ? _settings.SameMoment
                    : (other > k ? _distance[other - k] : _distance[k - other] * _settings.BackwardShare) * (visits[other] == visits[k] ? 1 : _settings.AcrossVisits));
                if (pair <= 0)
                {
                    continue;
                }

                if (sums[products[other]] == 0)
                {
                    touched.Add(products[other]);
                }

                sums[products[other]] += pair;
            }
        }
    }
}
