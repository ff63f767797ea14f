using Insight.Features;

namespace Insight.Training.Recommendations.Data;

/// <summary>Collects interactions that come owner by owner, oldest first.</summary>
internal sealed class InteractionLogBuilder
{
    /// <summary>Who does nothing for so long begins another visit, where the data name no sessions.</summary>
    private const long VisitGap = 30 * TimeSpan.TicksPerMinute;

    private const long NoTime = long.MinValue;

    /// <summary>Where a smaller share of the interactions has a time, the log is one without a clock.</summary>
    private const double ClockShare = 0.5;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly List<int> _counts = [];
    private readonly List<string> _owners = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _products = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _visits = [];
    private readonly List<long> _ticks = [];
    private string? _session;

    /// <param name="session">Session or order; null where the data name none.</param>
    public void Add(string owner, string? session, string productId, DateTimeOffset? at, InteractionKind kind)
    {
        var ticks = at?.UtcTicks ?? NoTime;
        var begins = _owners.Count == 0 || _owners[^1] != owner;
        if (begins)
        {
            _owners.Add(owner);
            _starts.Add(_products.Count);
        }

        var parted = !begins && (session != _session || (session is null && ticks != NoTime && ticks - _ticks[^1] > VisitGap));
        _visits.Add(begins ? 0 : _visits[^1] + (parted ? 1 : 0));
        _session = session;
        if (!_numbers.TryGetValue(productId, out var number))
        {
            _numbers.Add(productId, number = _ids.Count);
            _ids.Add(productId);
            _counts.Add(0);
        }

        _counts[number]++;
        _products.Add(number);
        _weights.Add(new Interaction(productId, at, kind).Weight);
        _ticks.Add(ticks);
    }

    /// <summary>The log. Where at least half of the interactions have a time, those that have none are left out: a few of them must not turn off the clock of all the others.</summary>
    public InteractionLog Build()
    {
        var timed = _ticks.Count(ticks => ticks != NoTime);
        var hasClock = timed > 0 && timed >= ClockShare * _ticks.Count;
        var leftOut = hasClock ? _ticks.Count - timed : 0;
        if (leftOut > 0)
        {
            LeaveOutUntimed();
        }

        var order = Enumerable.Range(0, _ids.Count).Where(i => _counts[i] > 0).OrderByDescending(i => _counts[i]).ThenBy(i => _ids[i], StringComparer.Ordinal).ToArray();
        var place = new int[_ids.Count];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        var first = hasClock ? _ticks.Min() : 0;
        return new InteractionLog(
            [.. order.Select(i => _ids[i])], hasClock, _owners, [.. _starts], [.. _starts.Skip(1), _products.Count], [.. _products.Select(i => place[i])],
            [.. _ticks.Select(ticks => hasClock ? (float)((ticks - first) / (double)TimeSpan.TicksPerDay) : 0f)], [.. _weights], [.. _visits])
        {
            LeftOut = leftOut,
        };
    }

    private void LeaveOutUntimed()
    {
        var kept = 0;
        for (var i = 0; i < _starts.Count; i++)
        {
            var (start, end) = (_starts[i], i + 1 < _starts.Count ? _starts[i + 1] : _products.Count);
            _starts[i] = kept;
            for (var k = start; k < end; k++)
            {
                if (_ticks[k] == NoTime)
                {
                    _counts[_products[k]]--;
                    continue;
                }

                (_products[kept], _weights[kept], _visits[kept], _ticks[kept]) = (_products[k], _weights[k], _visits[k], _ticks[k]);
                kept++;
            }
        }

        _products.RemoveRange(kept, _products.Count - kept);
        _weights.RemoveRange(kept, _weights.Count - kept);
        _visits.RemoveRange(kept, _visits.Count - kept);
        _ticks.RemoveRange(kept, _ticks.Count - kept);
    }
}
