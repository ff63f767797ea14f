using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Scoring.Reasons;

/// <summary>A network, by a second graph beside the one that predicts: it answers what each feature contributed to the raw sum (integrated gradients).</summary>
/// <remarks>Sundararajan, Taly &amp; Yan (2017), Axiomatic attribution for deep networks, section 3.</remarks>
public sealed class GradientPart : ExplainerPart
{
    /// <summary>Name of the graph's input, float [1, features].</summary>
    public const string Input = "features";

    /// <summary>Names of its outputs: double [attributions], and double [1] before and behind them.</summary>
    public const string Attributions = "attributions", Base = "base", Output = "output";

    private InferenceSession? session;

    /// <summary>The scale of the network's raw sum.</summary>
    public required ReasonLink Link { get; init; }

    /// <summary>The feature that each attribution counts to.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>An ONNX model.</summary>
    public required byte[] Graph { get; init; }

    [JsonIgnore]
    public override bool IsPositive => Link != ReasonLink.Identity;

    public override void Dispose()
    {
        session?.Dispose();
        base.Dispose();
    }

    internal override void Open(int columns)
    {
        if (Columns.Count == 0 || Columns.Any(column => column < 0 || column >= columns))
        {
            throw new ArgumentException($"Attributions to the features [{string.Join(", ", Columns)}] were found; expected some of {columns} features.");
        }

        session = OnnxModel.Open(Graph);
    }

    internal override Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(row.ToArray(), [1, row.Length]);
        using var options = new RunOptions();
        using var results = (session ?? throw new InvalidOperationException("The part was not opened.")).Run(options, [Input], [input], [Attributions, Base, Output]);
        var attributions = results[0].GetTensorDataAsSpan<double>();
        if (attributions.Length != Columns.Count)
        {
            throw new InvalidOperationException($"The graph answered {attributions.Length} attributions; expected {Columns.Count}.");
        }

        contributions.Clear();
        for (var i = 0; i < attributions.Length; i++)
        {
            contributions[Columns[i]] += attributions[i];
        }

        return ReasonScale.Move(new Explained(results[1].GetTensorDataAsSpan<double>()[0], results[2].GetTensorDataAsSpan<double>()[0]), Link, link, contributions);
    }
}
