using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Reference;

/// <summary>From the same weights and inputs, 20 steps of Adam have the losses that they have in PyTorch.</summary>
public sealed class ReferenceTests
{
    private static readonly NetworkInput _lengths = new("lengths", TensorType.Int64, ["N"]);

    /// <summary>PyTorch has input, forget, cell, output; ONNX has input, output, forget, cell.</summary>
    private static readonly int[] _lstmGates = [0, 3, 1, 2];

    /// <summary>PyTorch has reset, update, candidate; ONNX has update, reset, candidate.</summary>
    private static readonly int[] _gruGates = [1, 0, 2];

    [Fact]
    public void Multilayer() => Compare(
        "multilayer",
        new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", 5]), new Dense(8, Activation.Tanh), new Dense(6, Activation.Gelu), new Dense(3)),
        new MeanSquaredError(3),
        weights => [.. Dense("dense1", weights, "first"), .. Dense("dense2", weights, "second"), .. Dense("dense3", weights, "third")]);

    [Fact]
    public void Lstm() => Compare(
        "lstm",
        new SequentialNetwork(Sequences(5), _lengths, new Lstm(6, returnSequences: true), new Lstm(6), new Dense(1)),
        new MeanSquaredError(),
        weights =>
        [
            .. Enumerable.Range(0, 2).SelectMany(i => new[]
            {
                ($"lstm{i + 1}/kernel", weights[$"layers.weight_ih_l{i}"].Gates(_lstmGates)),
                ($"lstm{i + 1}/recurrent", weights[$"layers.weight_hh_l{i}"].Gates(_lstmGates)),
                ($"lstm{i + 1}/bias", weights[$"layers.bias_ih_l{i}"].Gates(_lstmGates)),
            }),
            .. Dense("dense1", weights, "dense"),
        ]);

    [Fact]
    public void Gru() => Compare(
        "gru",
        new SequentialNetwork(Sequences(5), _lengths, new Gru(6, returnSequences: true), new Gru(6), new Dense(1)),
        new MeanSquaredError(),
        weights =>
        [
            .. Enumerable.Range(0, 2).SelectMany(i => new[]
            {
                ($"gru{i + 1}/kernel", weights[$"layers.weight_ih_l{i}"].Gates(_gruGates)),
                ($"gru{i + 1}/recurrent", weights[$"layers.weight_hh_l{i}"].Gates(_gruGates)),
                ($"gru{i + 1}/bias", [.. weights[$"layers.bias_ih_l{i}"].Gates(_gruGates), .. weights[$"layers.bias_hh_l{i}"].Floats[12..]]),
            }),
            .. Dense("dense1", weights, "dense"),
        ]);

    [Fact]
    public void Convolution() => Compare(
        "convolution",
        new SequentialNetwork(
            Sequences(5), new Conv1D(7, 3, Activation.Relu, Padding.Causal, dilation: 2), new Conv1D(4, 2, Activation.Tanh, stride: 2), new GlobalAveragePooling(), new Dense(1)),
        new BinaryCrossEntropy(),
        weights =>
        [
            ("conv1/kernel", weights["first.weight"].Floats), ("conv1/bias", weights["first.bias"].Floats),
            ("conv2/kernel", weights["second.weight"].Floats), ("conv2/bias", weights["second.bias"].Floats),
            .. Dense("dense1", weights, "dense"),
        ]);

    [Fact]
    public void Attention() => Compare(
        "attention",
        new SequentialNetwork(Sequences(8), _lengths, new PositionEmbedding(9), new SelfAttention(2, 7), new LayerNorm(), new Dense(3)),
        new CrossEntropy(3, steps: true),
        weights =>
        [
            ("position1/places", weights["places"].Floats),
            .. Norm("attention1/norm1", weights, "norm1"), .. Norm("attention1/norm2", weights, "norm2"), .. Norm("norm1", weights, "norm3"),
            .. Dense("attention1/projections", weights, "projections"), .. Dense("attention1/output", weights, "output"),
            .. Dense("attention1/hidden", weights, "hidden"), .. Dense("attention1/result", weights, "result"), .. Dense("dense1", weights, "dense"),
        ]);

    private static NetworkInput Sequences(long width) => new("x", TensorType.Float, ["N", "L", width]);

    private static (string, float[])[] Dense(string layer, Dictionary<string, ReferenceTensor> weights, string name) =>
        [($"{layer}/kernel", weights[$"{name}.weight"].Transposed), ($"{layer}/bias", weights[$"{name}.bias"].Floats)];

    private static (string, float[])[] Norm(string layer, Dictionary<string, ReferenceTensor> weights, string name) =>
        [($"{layer}/scale", weights[$"{name}.weight"].Floats), ($"{layer}/bias", weights[$"{name}.bias"].Floats)];

    private static void Compare(string name, Network network, ILoss loss, Func<Dictionary<string, ReferenceTensor>, (string Name, float[] Values)[]> map)
    {
        ReferenceNetwork reference = ReferenceNetwork.Read(name);
        int batch = reference.Inputs["x"].Sizes[0];
        int length = reference.Inputs["x"].Sizes[1];
        var adam = new Adam();
        using var state = new TrainingState(WeightLayout.Of(network, loss, batch, length), adam.Slots, 1);
        using var step = new TrainingStep(state, network, loss, new UpdateRule(adam), batch, length);
        (string Name, float[] Values)[] weights = map(reference.Weights);
        Assert.Equal(state.Layout.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), weights.Select(weight => weight.Name).Order(StringComparer.Ordinal));
        foreach ((string weight, float[] values) in weights)
        {
            Assert.Equal(state.Weight(weight).Length, values.Length);
            values.CopyTo(state.Weight(weight));
        }

        foreach (NetworkInput input in (NetworkInput[])[.. network.Inputs, .. loss.Targets])
        {
            ReferenceTensor tensor = reference.Inputs.GetValueOrDefault(input.Name) ?? reference.Targets[input.Name];
            if (input.Type == TensorType.Int64)
            {
                tensor.Longs.CopyTo(step.Buffers.Longs(input.Name));
            }
            else
            {
                tensor.Floats.CopyTo(step.Buffers.Floats(input.Name));
            }
        }

        Assert.Equal(20, reference.Losses.Length);
        for (int i = 0; i < reference.Losses.Length; i++)
        {
            Assert.Equal(reference.Losses[i], step.Run(0.01).Loss, 1e-4);
        }

        Assert.True(reference.Losses[^1] < 0.7 * reference.Losses[0], "The reference itself should have learnt something.");
    }
}
