using Insight.Learning.Graphs;
using Insight.Learning.Losses;
using Insight.Onnx;

namespace Insight.Learning.Tests;

/// <summary>A loss written down in a test.</summary>
internal sealed class FunctionLoss(IReadOnlyList<NetworkInput> targets, Func<Scope, Value, IReadOnlyDictionary<string, Value>, (Value Loss, Value Amount)> apply) : ILoss
{
    public IReadOnlyList<NetworkInput> Targets => targets;

    public (Value Loss, Value Amount) Apply(Scope scope, Value output, IReadOnlyDictionary<string, Value> values) => apply(scope, output, values);
}
