using Insight.Features;
using Insight.Profiles;
using Insight.Registry;
using Insight.Scoring.Reasons;

namespace Insight.Scoring;

/// <summary>
/// From histories to profiles. The refresh passes thousands, a request one: the code, and so the numbers, are the same. Who has no purchase day
/// by the cutoff is a prospect, whom no model was trained on; they, and questions without a model, are answered by <see cref="PriorScores"/>.
/// </summary>
public sealed class CustomerScorer(TimeProvider time)
{
    /// <summary>A next order further away than this is not named, in days.</summary>
    private const double MaxNextOrderDays = 730;

    private static readonly IReadOnlyDictionary<string, string> NoModels = new Dictionary<string, string>();
    private static readonly int Frequency = FeatureVector.IndexOf("frequency");
    private static readonly int FirstToLast = FeatureVector.IndexOf("first_to_last_days");
    private static readonly int Age = FeatureVector.IndexOf("age_days");
    private static readonly int MeanRevenue = FeatureVector.IndexOf("revenue_mean");

    /// <summary>Profiles in the order of the histories; what a history holds after the cutoff is not looked at. An empty customer id is nobody's.</summary>
    public IReadOnlyList<CustomerProfile> Score(IReadOnlyList<CustomerHistory> histories, ScoringContext context)
    {
        if (histories.Count <= 1)
        {
            return histories.Count == 0 ? [] : [Score(histories[0], context)];
        }

        var features = new float[checked(histories.Count * FeatureVector.Count)];
        for (var i = 0; i < histories.Count; i++)
        {
            FeatureVector.Compute(histories[i], context.Cutoff, Row(i));
        }

        var now = time.GetUtcNow();
        var answers = new ModelAnswers(Ask(ModelNames.Segments), Ask(ModelNames.Purchase), Ask(ModelNames.Value));
        var versions = Versions(context);
        var profiles = new CustomerProfile[histories.Count];
        for (var i = 0; i < profiles.Length; i++)
        {
            using var days = PurchaseDays.Of(histories[i], context.Cutoff);
            profiles[i] = Profile(histories[i], days.Span, Row(i), i, answers, versions, context, now);
        }

        return profiles;

        Span<float> Row(int row) => features.AsSpan(row * FeatureVector.Count, FeatureVector.Count);
        ModelOutputs? Ask(string model) => Wanted(model, context)?.Run(features, histories.Count);
    }

    /// <summary>The same for one customer, without allocating anything but the profile.</summary>
    public CustomerProfile Score(CustomerHistory history, ScoringContext context)
    {
        Span<float> features = stackalloc float[FeatureVector.Count];
        using var days = PurchaseDays.Of(history, context.Cutoff);
        FeatureVector.Compute(days.Span, history, context.Cutoff, features);
        using var segments = Wanted(ModelNames.Segments, context)?.RunRow(features);
        using var purchase = Wanted(ModelNames.Purchase, context)?.RunRow(features);
        using var value = Wanted(ModelNames.Value, context)?.RunRow(features);
        var answers = new ModelAnswers(segments?.Outputs, purchase?.Outputs, value?.Outputs);
        return Profile(history, days.Span, features, 0, answers, Versions(context), context, time.GetUtcNow());
    }

    /// <summary>
    /// The median waiting time for the next purchase at the constant rate that gives <paramref name="probability"/> within the horizon:
    /// H · ln 2 / −ln(1 − p) days after <paramref name="asOf"/>; null beyond two years.
    /// </summary>
    internal static DateTimeOffset? NextOrderAt(double probability, int horizonDays, DateTimeOffset asOf)
    {
        if (probability <= 0)
        {
            return null;
        }

        var days = horizonDays * Math.Log(2) / -Math.Log(1 - probability);
        return days <= MaxNextOrderDays ? asOf.AddDays(days) : null;
    }

    private static OnnxModel? Wanted(string model, ScoringContext context) => context.Wanted.Contains(model) ? context.Models.Find(model) : null;

    /// <summary>Of the models that answer; the set's own where all of them do.</summary>
    private static IReadOnlyDictionary<string, string> Versions(ScoringContext context)
    {
        for (var i = 0; i < ModelNames.OfCustomers.Count; i++)
        {
            if (!context.Wanted.Contains(ModelNames.OfCustomers[i]) && context.Models.Find(ModelNames.OfCustomers[i]) is not null)
            {
                return Subset(context.Models.ScoreVersions, context.Wanted);
            }
        }

        return context.Models.ScoreVersions;
    }

    private static SortedDictionary<string, string> Subset(IReadOnlyDictionary<string, string> versions, IReadOnlyCollection<string> wanted) =>
        new(versions.Where(pair => wanted.Contains(pair.Key)).ToDictionary(), StringComparer.Ordinal);

    private static CustomerProfile Profile(
        CustomerHistory history, ReadOnlySpan<PurchaseDay> days, ReadOnlySpan<float> features, int row, ModelAnswers answers,
        IReadOnlyDictionary<string, string> versions, ScoringContext context, DateTimeOffset now)
    {
        var scored = days.IsEmpty ? default : answers;
        var orders = 0;
        double revenue = 0;
        DateTimeOffset? last = null;
        for (var i = 0; i < history.Orders.Count && history.Orders[i].OrderedAt <= context.Cutoff.At; i++)
        {
            var order = history.Orders[i];
            revenue += order.Revenue - order.Returned;
            if (order.IsPurchase)
            {
                orders++;
                last = order.OrderedAt;
            }
        }

        return new CustomerProfile
        {
            CustomerId = history.CustomerId.Length > 0 ? history.CustomerId : null,
            FirstSeenAt = history.Orders.Count > 0 && history.Orders[0].OrderedAt is var first && first <= context.Cutoff.At ? first : null,
            LastOrderAt = last,
            Orders = orders,
            Revenue = revenue,
            Currency = context.Shop.Currency,
            Rfm = context.Rfm?.Score(days, context.Cutoff),
            Segment = scored.Segments is { } segments ? Segment(segments, row, context) : null,
            Purchase = context.Wanted.Contains(ModelNames.Purchase) ? Purchase(scored.Purchase, row, features, context) : null,
            Value = context.Wanted.Contains(ModelNames.Value) ? Value(scored.Value, row, features, context) : null,
            Model = days.IsEmpty ? NoModels : versions,
            Snapshot = context.Snapshot,
            AsOf = context.Cutoff.At,
            UpdatedAt = now,
        };
    }

    /// <summary>Features are NaN throughout for who has not bought.</summary>
    private static (double Probability, double ExpectedOrders, double PAlive) Prior(ReadOnlySpan<float> features, int horizonDays) =>
        float.IsNaN(features[Frequency])
            ? PriorScores.Prospect(horizonDays)
            : PriorScores.Purchase(features[Frequency], features[FirstToLast], features[Age], horizonDays);

    private static SegmentScore Segment(ModelOutputs outputs, int row, ScoringContext context)
    {
        var model = context.Models.Models[ModelNames.Segments];
        var id = outputs.Integers("segment")[row];
        return new SegmentScore(checked((int)id), model.SegmentNames.TryGetValue(id, out var name) ? name : $"Segment {id}", model.Manifest.Basis);
    }

    /// <summary>A number that is not finite is never answered: that customer gets the prior.</summary>
    private static PurchaseScore Purchase(ModelOutputs? outputs, int row, ReadOnlySpan<float> features, ScoringContext context)
    {
        if (outputs is not null)
        {
            double probability = outputs.Floats("probability")[row], expected = outputs.Floats("expected_orders")[row], alive = outputs.Floats("p_alive")[row];
            if (double.IsFinite(probability) && double.IsFinite(expected) && double.IsFinite(alive))
            {
                var manifest = context.Models.Models[ModelNames.Purchase].Manifest;
                probability = Math.Clamp(probability, 0, 1);
                var score = new PurchaseScore(
                    probability, Math.Max(expected, 0), manifest.HorizonDays, Math.Clamp(alive, 0, 1),
                    NextOrderAt(probability, manifest.HorizonDays, context.Cutoff.At), manifest.Basis);
                return ReasonGiver.Explain(ModelNames.Purchase, features, context) is var (link, start, reasons)
                    ? score with { Link = link, Base = start, Reasons = reasons }
                    : score;
            }
        }

        var prior = Prior(features, context.HorizonDays);
        return new PurchaseScore(
            prior.Probability, prior.ExpectedOrders, context.HorizonDays, prior.PAlive, NextOrderAt(prior.Probability, context.HorizonDays, context.Cutoff.At), Bases.Prior);
    }

    private static ValueScore Value(ModelOutputs? outputs, int row, ReadOnlySpan<float> features, ScoringContext context)
    {
        if (outputs is not null)
        {
            double expected = outputs.Floats("expected")[row], low = outputs.Floats("low")[row], high = outputs.Floats("high")[row];
            if (double.IsFinite(expected) && double.IsFinite(low) && double.IsFinite(high))
            {
                var manifest = context.Models.Models[ModelNames.Value].Manifest;
                var score = new ValueScore(expected, low, high, manifest.HorizonDays, manifest.Basis);
                return ReasonGiver.Explain(ModelNames.Value, features, context) is var (link, start, reasons)
                    ? score with { Link = link, Base = start, Reasons = reasons }
                    : score;
            }
        }

        // Nobody knows what a prospect will spend; without a purchase there is no mean, and nothing is expected.
        var prior = PriorScores.Value(Prior(features, context.HorizonDays).ExpectedOrders, float.IsFinite(features[MeanRevenue]) ? features[MeanRevenue] : 0);
        return new ValueScore(prior.Expected, prior.Low, prior.High, context.HorizonDays, Bases.Prior);
    }
}
