using Insight.Features;
using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Onnx;

namespace Insight.Training.Networks;

/// <summary>
/// A customer's summaries through two dense layers, or their last purchase days through gated recurrent units (Cho et al. 2014), joined by the summaries, and a
/// dense layer; then one raw sum per head. Activations are smooth, so that integrated gradients need few steps.
/// </summary>
/// <param name="kind">Whether the purchase days are read.</param>
/// <param name="width">Summaries of an example, as <see cref="NetworkInputs"/> prepares them.</param>
/// <param name="heads">Outputs.</param>
internal sealed class CustomerNetwork(NetworkKind kind, int width, int heads) : Network
{
    public const string Summaries = "summaries";
    public const string Steps = "steps";
    public const string Lengths = "lengths";

    private const int Units = 32, States = 24;
    private const double DropoutRate = 0.2;

    private readonly Dense first = new(Units, Activation.Gelu);
    private readonly Gru states = new(States);
    private readonly Dense second = new(Units / 2, Activation.Gelu);
    private readonly Dropout dropout = new(DropoutRate), dropoutAfter = new(DropoutRate);
    private readonly Dense last = new(heads);

    public override IReadOnlyList<NetworkInput> Inputs { get; } =
    [
        new(Summaries, TensorType.Float, ["N", width]),
        .. kind == NetworkKind.Sequence
            ? (NetworkInput[])
            [
                new(Steps, TensorType.Float, ["N", PurchaseSequence.Steps, PurchaseSequence.Channels.Count]),
                new(Lengths, TensorType.Int64, ["N"]),
            ]
            : [],
    ];

    /// <returns>float [N, heads].</returns>
    public override Value Forward(Scope scope, IReadOnlyDictionary<string, Value> inputs)
    {
        Value known = first.Apply(scope, inputs[Summaries]);
        if (kind == NetworkKind.Sequence)
        {
            known = scope.Graph.Concat(1, known, states.Apply(scope, inputs[Steps], inputs[Lengths]).Output);
        }

        return last.Apply(scope, dropoutAfter.Apply(scope, second.Apply(scope, dropout.Apply(scope, known))));
    }
}
