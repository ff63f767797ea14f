using System.Text.Json;

namespace Insight.Learning.Tests.Reference;

/// <summary>What PyTorch made of a network; <c>make_reference.py</c> says how.</summary>
internal sealed record ReferenceNetwork(
    Dictionary<string, ReferenceTensor> Inputs, Dictionary<string, ReferenceTensor> Targets, Dictionary<string, ReferenceTensor> Weights, double[] Losses)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static ReferenceNetwork Read(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "reference.json")));
        return file.RootElement.GetProperty("networks").GetProperty(name).Deserialize<ReferenceNetwork>(_options)!; // the file has it, or this throws
    }
}
