using Insight.Features;
using Insight.Learning.Graphs;
using Insight.Onnx;
using Insight.Training.Export;
using Insight.Training.Recommendations;
using Insight.Training.Recommendations.Data;
using Insight.Training.Recommendations.ItemToItem;
using Insight.Training.Recommendations.Networks;
using Insight.Training.Recommendations.Ranking;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Tests.Recommendations.Networks;

public sealed class NetworkRecommenderTests
{
    private const int Groups = 8;

    private static readonly InteractionLog Log = Planted(new Random(1), 1_000);

    private static readonly List<RankingExample> Asked = Examples();

    public static TheoryData<int> Kinds => [(int)SequenceNetworkKind.Gru, (int)SequenceNetworkKind.SelfAttention];

    /// <summary>A then B leads to C, B then A to D, by way of the same product: no pair of products says which.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_WhereTheOrderDecides_LearnsWhatPairsCannot(int kind)
    {
        double FirstPlaces(IRecommender recommender) => RankingMetrics.Rank(recommender, Log.Products, Asked).Average(ranked => ranked.Targets.Hit(1));
        var network = Fit(kind, 1);
        var pairs = ItemToItemRecommender.Fit(Log, new ItemToItemSettings { DistancePower = 0, RecencyPower = 0 });

        Assert.InRange(FirstPlaces(network), 0.95, 1);
        Assert.InRange(FirstPlaces(pairs), 0, 0.6);
    }

    /// <summary>What serves is built otherwise than what is trained.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Last_IsTheLastVectorThatTrainingSees(int kind)
    {
        var settings = Settings(kind) with { Blocks = 2 };
        var network = new SequenceNetwork(settings, Log.Counts());
        var graph = new GraphBuilder("both");
        var steps = graph.Constant(new long[] { 3, 1, 4, 1, 5 }, 1, 5);
        var trained = network.Forward(new DrawnScope(graph, fuses: false), new Dictionary<string, Value> { [SequenceNetwork.Steps] = steps, [SequenceNetwork.Lengths] = graph.Constant(new long[] { 5 }) });
        graph.Output("trained", graph.Slice(graph.Slice(trained, 1, -1, long.MaxValue), 2, 0, settings.Width));
        var serving = new DrawnScope(graph, fuses: true);
        graph.Output("served", network.Last(serving, graph.Slice(serving.Rows(network.Table, steps), 2, 0, settings.Width) * network.Factor));

        using var session = GraphScorer.Open(graph.Build());
        using var options = new RunOptions();
        using var vectors = session.Run(options, new Dictionary<string, OrtValue>(), ["trained", "served"]);
        Assert.Equal(settings.Width, vectors[1].GetTensorDataAsSpan<float>().Length);
        Assert.All(vectors[0].GetTensorDataAsSpan<float>().ToArray().Zip(vectors[1].GetTensorDataAsSpan<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_GivesShares_AndZerosWithoutAHistory(int kind)
    {
        using var session = new RecommenderSession(Fit(kind, 1, epochs: 1), Log.Products);
        var scores = new float[Log.Products];
        foreach (var length in (int[])[1, 2, 49, 50, 51, 100])
        {
            session.Score(History([.. Enumerable.Range(0, length).Select(i => i % Log.Products)]), scores);
            Assert.Equal(1, scores.Sum(), 1e-4);
            Assert.All(scores, score => Assert.True(score >= 0));
        }

        session.Score(new RankingHistory([], [], []), scores);
        Assert.All(scores, score => Assert.Equal(0, score));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_ReadsTheLatestSteps_AndOfThemThoseThatCount(int kind)
    {
        using var session = new RecommenderSession(Fit(kind, 1, epochs: 1), Log.Products);
        float[] Scores(RankingHistory history)
        {
            var scores = new float[Log.Products];
            session.Score(history, scores);
            return scores;
        }

        int[] latest = [.. Enumerable.Range(0, SequenceNetwork.MaxSteps).Select(i => i * 7 % Log.Products)];
        Assert.Equal(Scores(History(latest)), Scores(History([3, 4, 5, .. latest])));
        Assert.NotEqual(Scores(History(latest)), Scores(History([.. latest[1..], 3])));
        Assert.Equal(Scores(History([1, 2])), Scores(new RankingHistory([1, 9, 2, 8], [0.5f, 0, 0.5f, 0], new float[4])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_SameSeed_GivesTheSameScores(int kind)
    {
        float[] Scores(int seed)
        {
            using var session = new RecommenderSession(Fit(kind, seed, epochs: 2), Log.Products);
            var scores = new float[Log.Products];
            session.Score(History([2, 5]), scores);
            return scores;
        }

        Assert.Equal(Scores(1), Scores(1));
        Assert.NotEqual(Scores(1), Scores(2));
    }

    /// <summary>Products of which there was nothing to learn have random vectors: they must not be recommended, and seeing one must not break anything.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_ProductsThatWereNotInTraining_StandLast(int kind)
    {
        // The log knows the products of the sequences that are cut off, too.
        var training = Log.Take([.. Enumerable.Range(0, Log.Sequences).Where(i => Group(Log, i) > 1)]);
        var counts = training.Counts();
        Assert.Contains(0, counts);
        using var session = new RecommenderSession(new NetworkRecommenderFit(Settings(kind), 1).Fit(training, 2)!, Log.Products);
        var scores = new float[Log.Products];
        foreach (var last in (int[])[Array.IndexOf(counts, 0), Array.FindIndex(counts, count => count > 0)])
        {
            session.Score(History([last]), scores);
            Assert.True(counts.Zip(scores).Where(pair => pair.First == 0).Max(pair => pair.Second) < counts.Zip(scores).Where(pair => pair.First > 0).Min(pair => pair.Second));
            Assert.Equal(1, scores.Sum(), 1e-4);
        }
    }

    [Fact]
    public void Search_StopsWhereTheValidationNoLongerGains_AndARefitOfAsManyEpochsIsTheSameNetwork()
    {
        var fit = new NetworkRecommenderFit(Settings(0), 1);
        var epochs = new List<(int Epoch, double Ndcg)>();
        var found = fit.Search(Log, Asked, () => 0, (epoch, _, ndcg) => epochs.Add((epoch, ndcg)))!;

        Assert.Equal(epochs.MaxBy(pair => pair.Ndcg).Epoch, found.Epochs);
        Assert.InRange(epochs[found.Epochs - 1].Ndcg, 0.9, 1);
        float[] Scores(IRecommender recommender)
        {
            using var session = new RecommenderSession(recommender, Log.Products);
            var scores = new float[Log.Products];
            session.Score(History([2, 5]), scores);
            return scores;
        }

        Assert.Equal(Scores(found.Recommender), Scores(fit.Fit(Log, found.Epochs)!));
    }

    [Fact]
    public void Search_WhereTimeIsOverWithinAnEpoch_EndsThere_WithTheWholeEpochsBefore()
    {
        var fit = new NetworkRecommenderFit(Settings(0), 1);
        var (steps, afterFirst) = (0, 0);
        var all = fit.Search(Log, Asked, () => ++steps > 0 ? 0 : 1, (epoch, _, _) => afterFirst = epoch == 1 ? steps : afterFirst)!;
        Assert.InRange(afterFirst, 10, 20);
        Assert.Equal(all.Tried * afterFirst, steps);

        var asked = 0;
        var stopped = fit.Search(Log, Asked, () => ++asked <= afterFirst + 5 ? 0 : 1)!;
        Assert.Equal((1, 1, afterFirst + 6), (stopped.Epochs, stopped.Tried, asked));
        Assert.Equal(Scores(fit.Fit(Log, 1)!), Scores(stopped.Recommender));
        Assert.Null(fit.Search(Log, Asked, () => ++asked <= 5 ? 0 : 1));

        static float[] Scores(IRecommender recommender)
        {
            using var session = new RecommenderSession(recommender, Log.Products);
            var scores = new float[Log.Products];
            session.Score(History([2, 5]), scores);
            return scores;
        }
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new NetworkRecommenderFit(Settings(0), 1).Fit(Log, 5, source.Token));
        Assert.Throws<OperationCanceledException>(() => new NetworkRecommenderFit(Settings(0), 1).Search(Log, Asked, () => 0, cancellationToken: source.Token));
    }

    [Fact]
    public void Fit_WithoutASequenceOfTwoSteps_GivesNothing()
    {
        Assert.Null(new NetworkRecommenderFit(Settings(0), 1).Fit(Log.Cut(_ => 1), 5));
        Assert.Null(new NetworkRecommenderFit(Settings(0), 1).Search(Log.Cut(_ => 1), Asked, () => 0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneProduct_ExpectsIt(int kind)
    {
        var builder = new InteractionLogBuilder();
        builder.Add("o1", null, "only", null, InteractionKind.Purchase);
        builder.Add("o1", null, "only", null, InteractionKind.Purchase);
        var log = builder.Build();
        using var session = new RecommenderSession(new NetworkRecommenderFit(SequenceNetworkSettings.For((SequenceNetworkKind)kind, log), 1).Fit(log, 2)!, log.Products);
        var scores = new float[1];
        session.Score(History([0]), scores);
        Assert.Equal(1, scores[0], 1e-5);
    }

    [Fact]
    public void Fit_LongSequences_LearnsFromAllOfThem()
    {
        // What is known of the first product stands at the beginning of sequences that are longer than the network reads at once.
        var builder = new InteractionLogBuilder();
        for (var owner = 0; owner < 100; owner++)
        {
            foreach (var product in (string[])["start", "second", .. Enumerable.Range(0, 2 * SequenceNetwork.MaxSteps).Select(i => $"p{i % 5}")])
            {
                builder.Add($"o{owner}", null, product, null, InteractionKind.View);
            }
        }

        var log = builder.Build();
        int Index(string id) => log.Ids.ToList().IndexOf(id);
        using var session = new RecommenderSession(new NetworkRecommenderFit(Settings(0) with { Epochs = 30 }, 1).Fit(log, 30)!, log.Products);
        var scores = new float[log.Products];
        session.Score(History([Index("start")]), scores);
        Assert.Equal(Index("second"), Array.IndexOf(scores, scores.Max()));
        session.Score(History([Index("p4")]), scores);
        Assert.Equal(Index("p0"), Array.IndexOf(scores, scores.Max()));
    }

    /// <summary>What is next to a product in its order was bought with it: what comes next is all of the next order.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_Orders_ExpectsTheNextOne(int kind)
    {
        var log = Logs.OfPurchases([.. Enumerable.Range(0, 600).SelectMany(owner =>
            new[] { (1, "a"), (1, "b"), (1, "c"), (9, "d"), (9, "e"), (20, "f") }.Select(line => ($"o{owner}", (double)line.Item1, $"{line.Item2}{owner * Groups / 600}")))]);
        using var session = new RecommenderSession(new NetworkRecommenderFit(Settings(kind), 1).Fit(log, 12)!, log.Products);
        var scores = new float[log.Products];

        Assert.Equal(["d3", "e3"], Best(2, "a3", "b3", "c3"));
        Assert.Equal(["d3", "e3"], Best(2, "a3"));
        Assert.Equal(["f3"], Best(1, "a3", "b3", "c3", "d3", "e3"));

        IEnumerable<string> Best(int count, params string[] history)
        {
            session.Score(log.History(history), scores);
            return RankingMetrics.TopOf(scores, count).Select(product => log.Ids[product]).Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Fit_OnlyOneOrderEach_GivesNothing() =>
        Assert.Null(new NetworkRecommenderFit(Settings(0), 1).Fit(Logs.OfPurchases([.. Enumerable.Range(0, 50).SelectMany(owner => new[] { ($"o{owner}", 1.0, "a"), ($"o{owner}", 1.0, "b") })]), 5));

    private static SequenceNetworkSettings Settings(int kind) => new()
    {
        Kind = (SequenceNetworkKind)kind, Width = 16, Units = 24, Blocks = 1, Dropout = 0.1, LearningRate = 0.02, BatchSize = 64, Negatives = 32, Epochs = 12, Patience = 4, WarmUpSteps = 20,
    };

    private static NetworkRecommender Fit(int kind, int seed, int epochs = 12) => new NetworkRecommenderFit(Settings(kind), seed).Fit(Log, epochs)!;

    private static RankingHistory History(int[] products) => new(products, [.. products.Select(_ => 0.5f)], new float[products.Length]);

    private static int Group(InteractionLog log, int sequence) => int.Parse(log.Ids[log.ProductsOf(sequence)[0]][1..], System.Globalization.CultureInfo.InvariantCulture);

    private static InteractionLog Planted(Random random, int sequences)
    {
        var builder = new InteractionLogBuilder();
        for (var owner = 0; owner < sequences; owner++)
        {
            var group = owner % Groups;
            var turned = random.Next(2) == 1;
            string[] products = turned ? ["b", "a", "between", "d"] : ["a", "b", "between", "c"];
            foreach (var product in products)
            {
                builder.Add($"o{owner}", null, product == "between" ? product : $"{product}{group}", null, InteractionKind.View);
            }
        }

        return builder.Build();
    }

    private static List<RankingExample> Examples()
    {
        var places = Log.Ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i);
        return [.. Enumerable.Range(0, Groups).SelectMany(group => (RankingExample[])[Example(group, "a", "b", "c"), Example(group, "b", "a", "d")])];

        RankingExample Example(int group, string first, string second, string next) =>
            new($"x{group}{next}", History([places[$"{first}{group}"], places[$"{second}{group}"], places["between"]]), [places[$"{next}{group}"]], []);
    }

    /// <summary>Weights are drawn by their names, the same in every scope.</summary>
    private sealed class DrawnScope(GraphBuilder graph, bool fuses) : Scope(graph, Pass.Inference)
    {
        public override bool Fuses => fuses;

        public override Value Random(Shape shape) => throw new NotSupportedException();

        protected override Value Provide(Parameter parameter) => Graph.Constant(Tensor.Of(parameter.Initializer.Draw(parameter.Count, parameter.Name, 1), [.. parameter.Sizes]));

        protected override Value Provide(RowTable table) => Graph.Constant(Tensor.Of(table.Initializer.Draw(table.Rows * table.Width, table.Name, 1), table.Rows, table.Width));
    }
}
