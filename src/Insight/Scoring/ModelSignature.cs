using Insight.Features;
using Insight.Registry;

namespace Insight.Scoring;

/// <summary>What the graph of a model must look like to be let in: one float input [N, columns] and these outputs, each [N].</summary>
public sealed record ModelSignature
{
    public const string Input = "features";

    public required int Columns { get; init; }

    public required string FeatureHash { get; init; }

    /// <summary>Outputs of float32.</summary>
    public IReadOnlyList<string> Floats { get; init; } = [];

    /// <summary>Outputs of int64.</summary>
    public IReadOnlyList<string> Integers { get; init; } = [];

    /// <exception cref="ArgumentException">No such model is scored.</exception>
    public static ModelSignature Of(string model)
    {
        var signature = new ModelSignature { Columns = FeatureVector.Count, FeatureHash = FeatureVector.Hash };
        return model switch
        {
            ModelNames.Purchase => signature with { Floats = ["probability", "expected_orders", "p_alive"] },
            ModelNames.Value => signature with { Floats = ["expected", "low", "high"] },
            ModelNames.Segments => signature with { Integers = ["segment"] },
            _ => throw new ArgumentException($"'{model}' is not a model: expected one of {string.Join(", ", ModelNames.OfCustomers)}.", nameof(model)),
        };
    }
}
