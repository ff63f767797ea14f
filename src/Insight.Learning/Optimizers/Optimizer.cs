using Insight.Onnx;

namespace Insight.Learning.Optimizers;

/// <summary>How a step changes weights, given their gradient: nodes of the training graph.</summary>
/// <remarks>
/// All dense weights are one vector, so an optimiser costs the same few nodes whatever the network. Of a table only the rows in the batch are changed, with their
/// own rows of the state; the number of the step is that of the training, not that of the row (as PyTorch's SparseAdam).
/// </remarks>
public abstract class Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The tensors kept beside the weights, of the same shape, zero at the start.</summary>
    internal abstract IReadOnlyList<string> Slots { get; }

    /// <summary>Adds the nodes of one update.</summary>
    /// <param name="graph">The training graph.</param>
    /// <param name="learningRate">A scalar.</param>
    /// <param name="step">The step's number from 1, an int64 scalar.</param>
    /// <param name="tensors">What is to be updated.</param>
    /// <returns>The new weights and state, in the order of <paramref name="tensors"/>.</returns>
    internal abstract IReadOnlyList<Updated> Update(GraphBuilder graph, Value learningRate, Value step, IReadOnlyList<Updatable> tensors);

    private protected static void RequireShare(double value, string name)
    {
        if (value is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} should be at least 0 and below 1.");
        }
    }
}
