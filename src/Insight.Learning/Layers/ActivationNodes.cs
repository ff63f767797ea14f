using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Layers;

/// <summary>Activations as nodes, and the initialisation that suits each.</summary>
internal static class ActivationNodes
{
    public static Value Append(this Activation activation, Value x) => activation switch
    {
        Activation.Identity => x,
        Activation.Relu => x.Graph.Relu(x),
        Activation.Tanh => x.Graph.Tanh(x),
        Activation.Sigmoid => x.Graph.Sigmoid(x),
        Activation.Gelu => 0.5 * x * (1 + x.Graph.Erf(x * Math.Sqrt(0.5))),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };

    /// <summary>He's for rectifiers, which let through half of the variance, else Glorot's.</summary>
    public static Initializer Kernel(this Activation activation, long fanIn, long fanOut) =>
        activation is Activation.Relu or Activation.Gelu ? Initializer.He(fanIn) : Initializer.Glorot(fanIn, fanOut);
}
