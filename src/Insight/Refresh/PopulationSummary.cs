using System.Text.Json;
using Insight.Features;
using Insight.Profiles;
using Insight.Registry;

namespace Insight.Refresh;

/// <summary>Sums up the groups of a population while its profiles pass by.</summary>
internal sealed class PopulationSummary
{
    private readonly Dictionary<string, Sums> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, (string Name, Sums Sums)> _segments = [];
    private double _revenue;

    public int Customers { get; private set; }

    public void Add(CustomerProfile profile)
    {
        Customers++;
        _revenue += profile.Revenue;
        if (profile.Rfm is { } rfm)
        {
            if (!_groups.TryGetValue(rfm.Group, out var group))
            {
                _groups[rfm.Group] = group = new Sums();
            }

            group.Add(profile);
        }

        if (profile.Segment is { } segment)
        {
            if (!_segments.TryGetValue(segment.Id, out var found))
            {
                _segments[segment.Id] = found = (segment.Name, new Sums());
            }

            found.Sums.Add(profile);
        }
    }

    public IReadOnlyList<GroupSummary> Groups() =>
        [.. RfmGroups.All.Where(_groups.ContainsKey).Select(name => Summary(null, name, RfmGroupTexts.Of(name), _groups[name]))];

    /// <param name="model">The segments model, whose manifest tells how each is told; null without one.</param>
    public IReadOnlyList<GroupSummary> Segments(ModelManifest? model)
    {
        var told = Told(model);
        return [.. _segments.Select(pair => Summary(pair.Key, pair.Value.Name, told.GetValueOrDefault(pair.Key, ""), pair.Value.Sums))];
    }

    private static Dictionary<int, string> Told(ModelManifest? model) =>
        model is not null && model.Details.TryGetValue("segments", out var segments) && segments.ValueKind == JsonValueKind.Array
            ? segments.EnumerateArray().Where(segment => segment.TryGetProperty("told", out _)).ToDictionary(
                segment => segment.GetProperty("id").GetInt32(), segment => segment.GetProperty("told").ToString())
            : [];

    private GroupSummary Summary(int? id, string name, string told, Sums sums) => new()
    {
        Id = id,
        Name = name,
        Told = told,
        Customers = sums.Count,
        Share = (double)sums.Count / Customers,
        Revenue = sums.Revenue,
        RevenueShare = _revenue == 0 ? 0 : sums.Revenue / _revenue,
        Averages = sums.Averages(),
    };

    private sealed class Sums
    {
        private double _recency, _frequency, _monetary, _probability, _orders, _alive, _value;

        public int Count { get; private set; }

        public double Revenue { get; private set; }

        public void Add(CustomerProfile profile)
        {
            Count++;
            Revenue += profile.Revenue;
            _recency += profile.Rfm?.RecencyDays ?? 0;
            _frequency += profile.Rfm?.Frequency ?? 0;
            _monetary += profile.Rfm?.Monetary ?? 0;
            _probability += profile.Purchase?.Probability ?? 0;
            _orders += profile.Purchase?.ExpectedOrders ?? 0;
            _alive += profile.Purchase?.PAlive ?? 0;
            _value += profile.Value?.Expected ?? 0;
        }

        public GroupAverages Averages() => new(
            _recency / Count, _frequency / Count, _monetary / Count, _probability / Count, _orders / Count, _alive / Count, _value / Count);
    }
}
