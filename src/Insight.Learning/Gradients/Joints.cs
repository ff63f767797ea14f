using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>Concatenations, each made once: a step's gradient joined for a weight matrix serves the bias beside it too.</summary>
internal sealed class Joints
{
    private readonly Dictionary<string, Value> _known = new(StringComparer.Ordinal);

    public Value Join(int axis, IReadOnlyList<Value> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        string key = $"{axis}|{string.Join('|', parts.Select(part => part.Name))}";
        return _known.TryGetValue(key, out Value? known) ? known : _known[key] = parts[0].Graph.Concat(axis, [.. parts]);
    }
}
