using System.Text;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Learning.Tests.Layers;

public sealed class SelfAttentionTests
{
    private static readonly NetworkInput Input = new("x", TensorType.Float, ["N", "L", 4]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_LaterSteps_AreSeenUnlessCausal(bool causal)
    {
        var network = new SequentialNetwork(Input, new SelfAttention(2, causal: causal));
        Feed x = Feed.Random("x", new Random(3), 1, 3, 4);
        Dictionary<string, float[]> weights = Check.Weights(network, 5, x);
        Feed changed = x with { Data = x.Floats.ToArray() };
        changed.Floats[^1] += 2;

        float[] before = Check.Train(network, _ => weights, x).Floats;
        float[] after = Check.Train(network, _ => weights, changed).Floats;

        Assert.Equal(causal, before[..8].SequenceEqual(after[..8]));
        Assert.NotEqual(before[8..], after[8..]);
    }

    /// <summary>With all weights zero but the output's bias, the block adds that bias: the residual ways are open.</summary>
    [Fact]
    public void Apply_WithoutWeights_AddsBiasesOnly()
    {
        var network = new SequentialNetwork(Input, new SelfAttention(1, 2));
        Feed x = Feed.Random("x", new Random(3), 2, 2, 4);
        Dictionary<string, float[]> weights = Check.Weights(network, 5, x);
        foreach (float[] values in weights.Values)
        {
            Array.Clear(values);
        }

        weights["attention1/output/bias"][1] = 3;
        weights["attention1/result/bias"][1] = 0.5f;

        Check.Close([.. x.Floats.Select((value, i) => i % 4 == 1 ? value + 3.5f : value)], Check.Train(network, _ => weights, x).Floats);
    }

    /// <summary>In a graph that serves, the block may be built of ONNX Runtime's own operators.</summary>
    [Theory]
    [InlineData(1, Activation.Gelu, true)]
    [InlineData(2, Activation.Gelu, true)]
    [InlineData(2, Activation.Relu, true)]
    [InlineData(2, Activation.Gelu, false)]
    public void Apply_WhereTheScopeFuses_GivesTheSame(int heads, Activation activation, bool causal)
    {
        var network = new SequentialNetwork(Input, new SelfAttention(heads, causal: causal, activation: activation), new SelfAttention(heads, causal: causal, activation: activation));
        Feed x = Feed.Random("x", new Random(3), 2, 5, 4);
        Dictionary<string, float[]> weights = Check.Weights(network, 5, x);

        byte[] parts = Serve(fuses: false), fused = Serve(fuses: true);
        Check.Close(Feed.Run(parts, x)["output"].Floats, Feed.Run(fused, x)["output"].Floats);
        Assert.Equal(causal, Encoding.UTF8.GetString(fused).Contains("SkipLayerNormalization", StringComparison.Ordinal));

        byte[] Serve(bool fuses)
        {
            var graph = new GraphBuilder("serving");
            graph.Output("output", network.Forward(new InferenceScope(graph, weights, fuses: fuses), new Dictionary<string, Value> { ["x"] = x.Input(graph) }));
            return graph.Build();
        }
    }

    [Fact]
    public void Apply_Dropout_DrawsForEachPart()
    {
        var scope = new TestScope(new GraphBuilder("g"));
        new SelfAttention(2, dropout: 0.1).Apply(scope, scope.Graph.Input("x", TensorType.Float, [2, 3, 4]));

        Assert.Equal(["[2, 3, 4]", "[2, 3, 4]"], scope.Draws.Select(draw => draw.Shape!.ToString()));
    }

    [Fact]
    public void Apply_HeadsThatDoNotDivideTheWidth_NamesTheShape()
    {
        var error = Assert.Throws<ArgumentException>(() => Check.Train(new SequentialNetwork(Input, new SelfAttention(3)), scope => scope.Draw(1), Feed.Random("x", new Random(1), 1, 2, 4)));

        Assert.Contains("[1, 2, 4]", error.Message, StringComparison.Ordinal);
    }
}
