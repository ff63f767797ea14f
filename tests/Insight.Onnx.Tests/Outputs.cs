namespace Insight.Onnx.Tests;

internal sealed class Outputs(IReadOnlyDictionary<string, (Array Data, int[] Sizes)> results)
{
    public T[] Get<T>(string name) => Assert.IsType<T[]>(results[name].Data);

    public int[] Sizes(string name) => results[name].Sizes;
}
