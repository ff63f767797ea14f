using System.Text.Json;
using Insight.Registry;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Recommendations;

/// <summary>What a recommending version must pass before it serves: inputs, outputs and index that belong together, and the answers it gave when it was made.</summary>
internal static class RecommendationCheck
{
    /// <exception cref="ModelRefusedException">The graph has other inputs or outputs, or the index speaks of other products.</exception>
    public static void Signature(ModelManifest manifest, InferenceSession session, RecommendationIndex index)
    {
        var products = index.Products.Count;
        if (products == 0)
        {
            throw new ModelRefusedException(manifest, "its index has no product.");
        }

        Expect(session.InputMetadata, "input", RecommendationContract.History, typeof(long), 2);
        Expect(session.InputMetadata, "input", RecommendationContract.Weights, typeof(float), 2);
        Expect(session.InputMetadata, "input", RecommendationContract.Ages, typeof(float), 2);
        Expect(session.InputMetadata, "input", RecommendationContract.Mask, typeof(float), 1);
        Expect(session.OutputMetadata, "output", RecommendationContract.Product, typeof(long), 2);
        Expect(session.OutputMetadata, "output", RecommendationContract.Score, typeof(float), 2);
        Expect(session.OverridableInitializerMetadata, "optional input", RecommendationContract.Count, typeof(long), 1);
        if (session.InputMetadata.Count != 4)
        {
            throw new ModelRefusedException(manifest, $"found the inputs {string.Join(", ", session.InputMetadata.Keys)}; expected the four of the contract.");
        }

        if (session.InputMetadata[RecommendationContract.Mask].Dimensions[0] is var masked && masked >= 0 && masked != products)
        {
            throw new ModelRefusedException(manifest, $"its graph knows {masked} products and its index {products}.");
        }

        if (index.Next.Concat(index.Together).Any(neighbours => neighbours.Any(neighbour => (uint)neighbour.Product >= products || !float.IsFinite(neighbour.Strength))))
        {
            throw new ModelRefusedException(manifest, $"a neighbour in its index is none of its {products} products or has no strength.");
        }

        void Expect(IReadOnlyDictionary<string, NodeMetadata> found, string kind, string name, Type type, int rank)
        {
            if (!found.TryGetValue(name, out var node) || node.ElementType != type || node.Dimensions.Length != rank)
            {
                var all = string.Join(", ", found.Select(pair => $"{pair.Key} {pair.Value.ElementType?.Name} [{string.Join(", ", pair.Value.Dimensions ?? [])}]"));
                throw new ModelRefusedException(manifest, $"found the {kind}s {all}; expected {name} {type.Name} of {rank} dimensions among them.");
            }
        }
    }

    /// <summary>Asks the golden histories, and what stands for an empty one: what has no golden histories must at least answer.</summary>
    /// <exception cref="ModelRefusedException">An answer is not the stored one, or none.</exception>
    public static void Golden(RecommendationModel model)
    {
        var goldens = Stored(model.Manifest);
        var mask = new float[model.Index.Products.Count];
        using var room = model.Rent();
        room.Use(mask);
        Ask(new GoldenHistory([0], [0], [0], [], []), "an empty history");
        for (var i = 0; i < goldens.Count; i++)
        {
            Ask(goldens[i], FormattableString.Invariant($"golden history {i}"));
        }

        void Ask(GoldenHistory golden, string which)
        {
            var steps = golden.History.Count;
            if (steps is 0 or > RecommendationContract.MaxHistory || golden.Weights.Count != steps || golden.Ages.Count != steps || golden.History.Any(product => product < 0 || product >= mask.Length))
            {
                throw new ModelRefusedException(model.Manifest, FormattableString.Invariant(
                    $"{which} has {steps} products, {golden.Weights.Count} weights and {golden.Ages.Count} ages; expected 1 to {RecommendationContract.MaxHistory} of the {mask.Length} products and as many of the others."));
            }

            for (var i = 0; i < steps; i++)
            {
                (room.History[i], room.Weights[i], room.Ages[i]) = (golden.History[i], golden.Weights[i], golden.Ages[i]);
            }

            room.Run(steps, RecommendationContract.Top);
            foreach (var product in room.Products)
            {
                if (product < 0 || product >= mask.Length)
                {
                    throw new ModelRefusedException(model.Manifest, FormattableString.Invariant($"it answers {which} with product {product} of {mask.Length}."));
                }
            }

            if (golden.Differs(room.Products, room.Scores) is { } difference)
            {
                throw new ModelRefusedException(model.Manifest, $"it answers {which} with {difference}.");
            }
        }
    }

    private static IReadOnlyList<GoldenHistory> Stored(ModelManifest manifest)
    {
        try
        {
            return manifest.Details.TryGetValue(GoldenHistory.Detail, out var stored) ? stored.Deserialize<IReadOnlyList<GoldenHistory>>(JsonSerializerOptions.Web) ?? [] : [];
        }
        catch (JsonException e)
        {
            throw new ModelRefusedException(manifest, $"its golden histories are not readable ({e.Message})", e);
        }
    }
}
