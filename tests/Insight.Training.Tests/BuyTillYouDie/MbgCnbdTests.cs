using Insight.Onnx;
using Insight.Training.BuyTillYouDie;
using Insight.Training.Export;

namespace Insight.Training.Tests.BuyTillYouDie;

public sealed class MbgCnbdTests
{
    private static readonly (double X, double Tx, double T)[] Customers = [(0, 0, 0), (0, 0, 30), (0, 0, 300), (1, 20, 60), (4, 55, 60), (4, 20, 300), (30, 290, 300), (30, 100, 300)];

    public static TheoryData<int> Regularities => [1, 2, 3];

    /// <summary>What the model says beside a simulation of it: customers drawn from the model, kept where their history looks like the one asked about.</summary>
    [Theory]
    [MemberData(nameof(Regularities))]
    public void Answers_AreThoseOfSimulatedCustomers(int k)
    {
        var model = new MbgCnbd(k, 1.5, 20.0 / k, 0.8, 2.5);
        const double T = 30, Horizon = 20;
        var random = new Random(5);
        var like = new Dictionary<int, List<(double Tx, bool Alive, int Later)>>();
        for (var customer = 0; customer < 400_000; customer++)
        {
            var (x, tx, alive, later) = Simulate(model, T, Horizon, random);
            (like.TryGetValue(x, out var list) ? list : like[x] = []).Add((tx, alive, later));
        }

        foreach (var x in new[] { 0, 1, 2, 4 })
        {
            var customers = like[x];
            var error = 5 / Math.Sqrt(customers.Count);
            Assert.Equal(customers.Average(c => c.Alive ? 1.0 : 0), customers.Average(c => model.PAlive(x, c.Tx, T)), error);
            Assert.Equal(customers.Average(c => c.Later > 0 ? 1.0 : 0), customers.Average(c => model.ProbabilityOfPurchase(Horizon, x, c.Tx, T)), error);
            Assert.Equal(customers.Average(c => (double)c.Later), customers.Take(500).Average(c => model.ExpectedPurchases(Horizon, x, c.Tx, T, 400)), 0.05 + (3 * error));
        }
    }

    [Theory]
    [MemberData(nameof(Regularities))]
    public void Gradient_IsThatOfTheLikelihood(int k)
    {
        var data = new MbgCnbdLikelihood([.. Customers.Where(c => c.T > 0).Select(c => new BuyerSummary(c.X, c.Tx, c.T))], k);
        double[] at = [0.8, 12, 0.6, 1.9], gradient = new double[4];
        data.Mean(at, gradient);
        for (var i = 0; i < 4; i++)
        {
            double[] up = [.. at], down = [.. at];
            (up[i], down[i]) = (at[i] * (1 + 1e-6), at[i] * (1 - 1e-6));
            Assert.Equal((data.Mean(up, new double[4]) - data.Mean(down, new double[4])) / (up[i] - down[i]), gradient[i], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Regularities))]
    public void Fit_FindsTheParametersOfSimulatedCustomers(int k)
    {
        var truth = new MbgCnbd(k, 1.5, 20.0 / k, 0.8, 2.5);
        var random = new Random(7);
        var customers = Enumerable.Range(0, 20_000).Select(_ => Simulate(truth, 60, 1, random)).Select(c => new BuyerSummary(c.X, c.Tx, 60)).ToList();
        var fitted = MbgCnbd.Fit(customers, k);
        Assert.True(fitted.Converged);
        Assert.True(fitted.LogLikelihood >= truth.LogLikelihood(customers));
        Assert.Equal(truth.R / truth.Alpha, fitted.Model.R / fitted.Model.Alpha, 0.05 * truth.R / truth.Alpha);
        Assert.Equal(truth.A / (truth.A + truth.B), fitted.Model.A / (fitted.Model.A + fitted.Model.B), 0.03);
    }

    [Theory]
    [MemberData(nameof(Regularities))]
    public void Graph_GivesTheSame(int k)
    {
        var model = new MbgCnbd(k, 0.9, 14, 0.7, 2.2);
        var graph = new GraphBuilder("mbg");
        Value features = graph.Input("features", TensorType.Float, ["N", 3]);
        Value Column(long column) => graph.Gather(features, graph.Scalar(column), axis: 1);
        var (alive, expected, probability) = MbgCnbdGraph.Append(graph, Column(0), Column(1), Column(2), model, 90, 300);
        graph.Output("alive", graph.Cast(alive, TensorType.Float));
        graph.Output("expected", graph.Cast(expected, TensorType.Float));
        graph.Output("probability", graph.Cast(probability, TensorType.Float));
        var outputs = GraphScorer.Run(graph.Build(new Dictionary<string, string>()), [.. Customers.Select(c => new[] { (float)c.X, (float)c.Tx, (float)c.T })]);
        for (var i = 0; i < Customers.Length; i++)
        {
            var (x, tx, T) = Customers[i];
            Assert.Equal(model.PAlive(x, tx, T), outputs["alive"][i], 1e-6);
            Assert.Equal(model.ExpectedPurchases(90, x, tx, T, 300), outputs["expected"][i], 1e-6 * Math.Max(1, outputs["expected"][i]));
            Assert.Equal(model.ProbabilityOfPurchase(90, x, tx, T), outputs["probability"][i], 1e-6);
        }
    }

    [Fact]
    public void OneTimeBuyers_MayHaveLeft()
    {
        var model = new MbgCnbd(1, 0.9, 14, 0.7, 2.2);
        Assert.InRange(model.PAlive(0, 0, 0), 0.7, 0.8); // after the first purchase b/(a+b) stay
        Assert.True(model.PAlive(0, 0, 400) < model.PAlive(0, 0, 40));
    }

    private static (int X, double Tx, bool Alive, int Later) Simulate(MbgCnbd model, double T, double horizon, Random random)
    {
        double rate = Simulator.Gamma(random, model.R) / model.Alpha, a = Simulator.Gamma(random, model.A), p = a / (a + Simulator.Gamma(random, model.B));
        int x = 0, later = 0;
        double at = 0, tx = 0;
        var alive = true;
        while (true)
        {
            if (random.NextDouble() < p)
            {
                // Left right after the purchase at this time; if that lies beyond T, the customer was active at T.
                return (x, tx, alive && at > T, later);
            }

            at += Simulator.Gamma(random, model.K) / rate;
            if (at > T + horizon)
            {
                return (x, tx, true, later);
            }

            (x, tx, later) = at <= T ? (x + 1, at, later) : (x, tx, later + 1);
        }
    }
}
