using Insight.Learning.Gradients;
using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Onnx;
using static Insight.Learning.Graphs.TrainingScope;

namespace Insight.Learning.Training;

/// <summary>One training step as a graph: forward pass, loss, gradient, penalties, clipping, update.</summary>
internal static class TrainingGraph
{
    /// <summary>Builds the graph for batches of the given sizes; <paramref name="oneThread"/> as in <see cref="Gradient.Of"/>.</summary>
    /// <returns>The model, and whether it wants <see cref="Names.RandomKey"/>.</returns>
    public static (byte[] Model, bool Draws) Build(Network network, ILoss loss, UpdateRule rule, WeightLayout layout, long batch, long length, bool oneThread)
    {
        var graph = new GraphBuilder("training");
        Value learningRate = graph.Input(Names.LearningRate, TensorType.Float, []);
        Value step = graph.Input(Names.Step, TensorType.Int64, []);
        Value exampleWeights = graph.Input(Names.ExampleWeights, TensorType.Float, [batch]);
        var scope = new TrainingScope(graph, Pass.Training, layout);
        (Value losses, Value amounts) = Losses(scope, network, loss, batch, length, exampleWeights, out _);

        // A batch in which nothing counts, such as one of sequences of length zero, gives loss 0 and gradient 0 instead of 0/0.
        Value mean = losses / graph.Max(amounts, graph.Scalar(1e-12f));
        RowTable[] tables = [.. layout.Tables];
        IReadOnlyList<Value> gradients = Gradient.Of(mean, [.. scope.Pieces, .. tables.Select(scope.RowsOf)], oneThread);
        Value dense = Flatten(graph, [.. gradients.Take(layout.Parameters.Count)], layout);
        Value[] sparse = [.. gradients.Skip(layout.Parameters.Count)];

        Value norm = graph.Sqrt(sparse.Aggregate(SquareSum(graph, dense), (sum, rows) => sum + SquareSum(graph, rows)));
        if (double.IsFinite(rule.ClipNorm))
        {
            // As PyTorch's clip_grad_norm_; the small number keeps a zero gradient from dividing by zero.
            Value shrink = graph.Min(rule.ClipNorm / (norm + 1e-6), graph.Scalar(1f));
            dense *= shrink;
            sparse = [.. sparse.Select(rows => rows * shrink)];
        }

        Value penalized = graph.Constant(layout.PenalizedMask());
        dense = Penalize(graph, rule, dense, scope.Flat, penalized);
        Update(graph, rule.Optimizer, learningRate, step, scope, new Updatable(scope.Flat, dense, [], penalized), [.. tables.Zip(sparse)]);
        graph.Output(Names.Loss, mean);
        graph.Output(Names.Amount, amounts);
        graph.Output(Names.Norm, norm);
        return (graph.Build(), scope.Key is not null);
    }

    /// <summary>Builds the loss of a batch without dropout, gradient or update; ids stay ids.</summary>
    public static byte[] BuildEvaluation(Network network, ILoss loss, WeightLayout layout, long batch, long length, out Shape output)
    {
        var graph = new GraphBuilder("evaluation");
        Value exampleWeights = graph.Input(Names.ExampleWeights, TensorType.Float, [batch]);
        var scope = new TrainingScope(graph, Pass.Inference, layout);
        (Value losses, Value amounts) = Losses(scope, network, loss, batch, length, exampleWeights, out Value result);
        graph.Output(Names.Loss, losses);
        graph.Output(Names.Amount, amounts);
        output = graph.Output(Names.Output, result).Shape is { IsFullyKnown: true } shape
            ? shape
            : throw new InvalidOperationException($"The network's output has shape {result.Shape}; with N and L known every size should be.");
        return graph.Build();
    }

    /// <summary>The loss of all examples of the batch and how much they count, both weighted and summed.</summary>
    private static (Value Losses, Value Amounts) Losses(
        Scope scope, Network network, ILoss loss, long batch, long length, Value exampleWeights, out Value output)
    {
        GraphBuilder graph = scope.Graph;
        output = network.Forward(scope, WeightLayout.Declare(graph, network.Inputs, batch, length));
        (Value each, Value amount) = loss.Apply(scope, output, WeightLayout.Declare(graph, loss.Targets, batch, length));
        foreach (Value value in (Value[])[each, amount])
        {
            if (value.Shape is not { Count: 1 } || value.Shape[0] != batch)
            {
                throw new ArgumentException($"The loss gave shape {value.Shape} where one number for each of the batch's examples, [{batch}], is needed.");
            }
        }

        return (graph.ReduceSum(each * exampleWeights, [0]), graph.ReduceSum(amount * exampleWeights, [0]));
    }

    private static Value Flatten(GraphBuilder graph, Value[] gradients, WeightLayout layout)
    {
        if (gradients.Length == 0)
        {
            return layout.Tables.Count > 0
                ? graph.Constant([0f])
                : throw new ArgumentException("The network has no weights: there is nothing to train.");
        }

        Value[] vectors = [.. gradients.Select(gradient => gradient.Shape is { Count: 1 } ? gradient : graph.Reshape(gradient, Elements(gradient)))];
        return vectors.Length == 1 ? vectors[0] : graph.Concat(0, vectors);
    }

    private static long Elements(Value value) => value.Shape!.Aggregate(1L, (product, dim) => product * dim.Size!.Value); // weights have known shapes

    private static Value SquareSum(GraphBuilder graph, Value x) => graph.Apply("ReduceSumSquare", TensorType.Float, [], [x], [("keepdims", 0L)]);

    private static Value Penalize(GraphBuilder graph, UpdateRule rule, Value gradient, Value weights, Value penalized)
    {
        if (rule.L1 != 0)
        {
            gradient += graph.Apply("Sign", TensorType.Float, weights.Shape, [weights]) * (penalized * rule.L1);
        }

        return rule.L2 == 0 ? gradient : gradient + (weights * (penalized * rule.L2));
    }

    private static void Update(
        GraphBuilder graph, Optimizer optimizer, Value learningRate, Value step, TrainingScope scope, Updatable dense, (RowTable Table, Value Gradient)[] sparse)
    {
        Value[] state = [.. optimizer.Slots.Select(slot => graph.Input(Names.Slot(slot), TensorType.Float, dense.Weights.Shape!))];
        Value[][] wholes = [.. sparse.Select(rows => (Value[])[
            scope.TableOf(rows.Table),
            .. optimizer.Slots.Select(slot => graph.Input(Names.Slot(rows.Table.Name, slot), TensorType.Float, [rows.Table.Rows, rows.Table.Width]))])];
        Updatable[] rows = [.. sparse.Select((pair, i) => new Updatable(
            scope.RowsOf(pair.Table), pair.Gradient, [.. wholes[i].Skip(1).Select(slot => graph.Gather(slot, scope.UniqueOf(pair.Table)))], null))];

        IReadOnlyList<Updated> updated = optimizer.Update(graph, learningRate, step, [dense with { State = state }, .. rows]);
        graph.Output(Names.Updated(Names.Weights), updated[0].Weights);
        for (int i = 0; i < state.Length; i++)
        {
            graph.Output(Names.Updated(state[i].Name), updated[0].State[i]);
        }

        for (int i = 0; i < sparse.Length; i++)
        {
            Value places = graph.Unsqueeze(scope.UniqueOf(sparse[i].Table), 1);
            foreach ((Value whole, Value changed) in wholes[i].Zip((Value[])[updated[i + 1].Weights, .. updated[i + 1].State]))
            {
                graph.Output(Names.Updated(whole.Name), graph.Apply("ScatterND", TensorType.Float, whole.Shape, [whole, places, changed]));
            }
        }
    }
}
