using Insight.Learning.Graphs;
using Insight.Onnx;

namespace Insight.Learning.Losses;

/// <summary>What training makes small.</summary>
public interface ILoss
{
    /// <summary>What the loss is fed with beside the network's output: labels, or ids of negative samples.</summary>
    IReadOnlyList<NetworkInput> Targets { get; }

    /// <summary>The target that holds one class per example, when that is what it holds; training refuses classes that cannot be told apart, unless labels are not whole.</summary>
    string? Classes => null;

    /// <summary>Each example's loss and how much it counts; a step's loss is Σ loss / Σ amount over the examples of a batch.</summary>
    /// <param name="scope">Where nodes go; a loss may have weights of its own.</param>
    /// <param name="output">The network's output.</param>
    /// <param name="targets">The values of <see cref="Targets"/>, by name.</param>
    /// <returns>Two vectors [N]; the amount is 1, or the number of positions where the output is a sequence.</returns>
    (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> targets);
}
