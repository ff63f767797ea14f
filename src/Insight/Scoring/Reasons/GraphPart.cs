using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Scoring.Reasons;

/// <summary>
/// Any model that reads few features, such as BG/NBD and Gamma-Gamma, as its own graph: exact Shapley values over all coalitions on the scale that is asked for. Features
/// outside a coalition have the values of a reference customer (baseline Shapley).
/// </summary>
/// <remarks>Sundararajan &amp; Najmi (2020), The many Shapley values for model explanation, section 2.2. BG/NBD has three inputs and so eight coalitions.</remarks>
public sealed class GraphPart : ExplainerPart
{
    /// <summary>Names of the graph's input, float [N, features], and output, double [N].</summary>
    public const string Input = "features", Output = "prediction";

    /// <summary>More features have too many coalitions.</summary>
    public const int MostColumns = 6;

    private InferenceSession? session;

    /// <summary>The features that the graph reads.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>Their values for the reference customer; NaN where undefined.</summary>
    public required IReadOnlyList<float> Reference { get; init; }

    /// <summary>An ONNX model.</summary>
    public required byte[] Graph { get; init; }

    /// <summary>Whether its predictions are above zero for every customer of the shop.</summary>
    public required bool Positive { get; init; }

    [JsonIgnore]
    public override bool IsPositive => Positive;

    public override void Dispose()
    {
        session?.Dispose();
        base.Dispose();
    }

    internal override void Open(int columns)
    {
        if (Columns.Count is 0 or > MostColumns || Reference.Count != Columns.Count || Columns.Any(column => column < 0 || column >= columns))
        {
            throw new ArgumentException(
                $"A graph over the features [{string.Join(", ", Columns)}] with {Reference.Count} reference values was found; expected 1 to {MostColumns} of {columns} features.");
        }

        session = OnnxModel.Open(Graph);
    }

    internal override Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions)
    {
        var values = Evaluate(row);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReasonScale.Of(link, values[i]);
        }

        Span<double> own = stackalloc double[Columns.Count];
        Coalitions.Shapley(values, own);
        contributions.Clear();
        for (var i = 0; i < own.Length; i++)
        {
            contributions[Columns[i]] = own[i];
        }

        return new Explained(values[0], values[^1]);
    }

    /// <summary>The prediction of each coalition.</summary>
    private double[] Evaluate(ReadOnlySpan<float> row)
    {
        var coalitions = 1 << Columns.Count;
        var inputs = new float[coalitions * row.Length];
        for (var coalition = 0; coalition < coalitions; coalition++)
        {
            var mixed = inputs.AsSpan(coalition * row.Length, row.Length);
            row.CopyTo(mixed);
            for (var i = 0; i < Columns.Count; i++)
            {
                if ((coalition & (1 << i)) == 0)
                {
                    mixed[Columns[i]] = Reference[i];
                }
            }
        }

        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, inputs.AsMemory(), [coalitions, row.Length]);
        using var options = new RunOptions();
        using var results = (session ?? throw new InvalidOperationException("The part was not opened.")).Run(options, [Input], [input], [Output]);
        return results[0].GetTensorDataAsSpan<double>().ToArray();
    }
}
