using Insight.Features;
using Insight.Profiles;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Drift;

/// <summary>Holds the customers of a refresh, while they pass by, against the populations that its models were trained on.</summary>
internal sealed class DriftTally
{
    private readonly Cutoff _cutoff;
    private readonly List<ModelTally> _models = [];
    private readonly float[] _features = new float[FeatureVector.Count];
    private int _customers;

    private DriftTally(Cutoff cutoff) => _cutoff = cutoff;

    public static async Task<DriftTally> OpenAsync(DriftStore store, ShopId shop, ModelSet models, Cutoff cutoff, CancellationToken cancellationToken)
    {
        var tally = new DriftTally(cutoff);
        foreach (var (model, version) in models.ScoreVersions)
        {
            if (await store.FindPopulationAsync(shop, model, version, cancellationToken).ConfigureAwait(false) is { } population && population.Features.Count == FeatureVector.SummaryCount)
            {
                tally._models.Add(new ModelTally(model, version, population));
            }
        }

        return tally;
    }

    /// <summary>Who has not bought yet is not counted: no model is trained on them.</summary>
    public void Add(CustomerHistory history, CustomerProfile profile)
    {
        if (_models.Count == 0)
        {
            return;
        }

        FeatureVector.Compute(history, _cutoff, _features);
        if (float.IsNaN(_features[0]))
        {
            return;
        }

        _customers++;
        foreach (var model in _models)
        {
            model.Add(_features, profile);
        }
    }

    public DriftReport Report(string snapshot) => new(_cutoff.At, snapshot, _customers == 0 ? [] : [.. _models.Select(model => model.Drift(_customers))]);

    private sealed class ModelTally(string model, string version, PopulationSketch population)
    {
        private readonly ColumnTally[] _features = [.. population.Features.Select(column => new ColumnTally(column))];
        private readonly List<(Func<CustomerProfile, double?> Of, ColumnTally Tally)> _scores =
            [.. population.Scores.SelectMany(column => ScoreColumns.Find(model, column.Name) is { } of ? ((Func<CustomerProfile, double?>, ColumnTally)[])[(of, new ColumnTally(column))] : [])];

        public void Add(float[] features, CustomerProfile profile)
        {
            for (var i = 0; i < _features.Length; i++)
            {
                _features[i].Add(features[i]);
            }

            foreach (var (of, tally) in _scores)
            {
                tally.Add(of(profile) ?? double.NaN);
            }
        }

        public ModelDrift Drift(int customers) => new(
            model, version, population.Customers, customers, [.. _features.Select(tally => tally.Drift())], [.. _scores.Select(score => score.Tally.Drift())]);
    }
}
