using System.Collections.Concurrent;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Networks;
using Insight.Training.Recommendations.Ranking;

namespace Insight.Training.Tests.Recommendations;

public sealed class RecommenderFitsTests
{
    /// <summary>Enough for networks, and soon learnt.</summary>
    private static readonly InteractionLog Log = Logs.Of([.. Enumerable.Range(0, 1_000).Select(i => $"a{i % 20} b{i % 20} c{i % 20} d{i % 20} e{i % 20}")]);

    private static readonly RankingSplit Split = RankingSplit.Of(Log, 1);

    [Fact]
    public void NetworksTrainedAtOnce_AreThoseTrainedAlone()
    {
        var told = new ConcurrentQueue<string>();
        var fitted = Choose(told.Enqueue, CancellationToken.None).Fit(Split.BeforeTest, CancellationToken.None).ToDictionary(recommender => recommender.Algorithm);

        Assert.Equal(["blend chosen", "gru chosen", "item-to-item chosen", "popularity chosen", "self-attention chosen"], told.Order(StringComparer.Ordinal));
        foreach (var kind in (SequenceNetworkKind[])[SequenceNetworkKind.SelfAttention, SequenceNetworkKind.Gru])
        {
            var alone = new SequenceNetworkFit(kind, new TrainingOptions().Seed);
            alone.Choose(Split.BeforeValidation, Split.Validation, Unending(), CancellationToken.None);
            Assert.Equal(Scores(alone.Fit(Split.BeforeTest, CancellationToken.None)), Scores(fitted[alone.Algorithm]));
        }
    }

    [Fact]
    public void CancelledBeforeTheNetworks_Throws()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Choose(CancelAtTheLast, source.Token));

        void CancelAtTheLast(string text)
        {
            if (text == "item-to-item chosen")
            {
                source.Cancel();
            }
        }
    }

    private static RecommenderFits Choose(Action<string> progress, CancellationToken cancellationToken) => RecommenderFits.Choose(
        Split.BeforeValidation, Split.Validation, repeats: false, new ItemToItemSettings(), new TrainingOptions(), Unending(), progress, cancellationToken);

    private static Deadline Unending() => new(TimeProvider.System, TimeSpan.FromHours(1));

    private static float[] Scores(IRecommender recommender)
    {
        using var session = new RecommenderSession(recommender, Log.Products);
        var scores = new float[Log.Products];
        session.Score(Log.History("a3", "b3"), scores);
        return scores;
    }
}
