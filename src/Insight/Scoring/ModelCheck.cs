using Insight.Registry;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Scoring;

/// <summary>What a model must pass before it serves: its question's inputs and outputs, and the answers it gave when it was made.</summary>
internal static class ModelCheck
{
    /// <exception cref="ModelRefusedException">The graph has other inputs or outputs.</exception>
    public static void Signature(ModelManifest manifest, InferenceSession session, ModelSignature signature)
    {
        if (session.InputMetadata is not { Count: 1 } inputs || !inputs.TryGetValue(ModelSignature.Input, out var input)
            || input.ElementType != typeof(float) || input.Dimensions is not [_, var columns] || columns != signature.Columns)
        {
            var found = string.Join(", ", session.InputMetadata.Select(pair => $"{pair.Key} {pair.Value.ElementType?.Name} [{string.Join(", ", pair.Value.Dimensions ?? [])}]"));
            throw new ModelRefusedException(manifest, $"found the inputs {found}; expected {ModelSignature.Input} Single [-1, {signature.Columns}].");
        }

        Outputs(signature.Floats, typeof(float));
        Outputs(signature.Integers, typeof(long));

        void Outputs(IReadOnlyList<string> names, Type type)
        {
            foreach (var name in names)
            {
                if (!session.OutputMetadata.TryGetValue(name, out var output) || output.ElementType != type)
                {
                    var found = string.Join(", ", session.OutputMetadata.Select(pair => $"{pair.Key} {pair.Value.ElementType?.Name}"));
                    throw new ModelRefusedException(manifest, $"found the outputs {found}; expected {name} {type.Name} among them.");
                }
            }
        }
    }

    /// <summary>Asks the golden rows one by one as a request does, and all at once as a refresh does.</summary>
    /// <exception cref="ModelRefusedException">An answer is not the stored one.</exception>
    public static void Golden(OnnxModel model, ModelSignature signature)
    {
        var rows = model.Manifest.Golden ?? [];
        var features = new float[(rows.Count + 1) * signature.Columns];
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Features.Count != signature.Columns)
            {
                throw new ModelRefusedException(model.Manifest, $"golden row {i} has {rows[i].Features.Count} values; expected {signature.Columns}.");
            }

            rows[i].Features.ToArray().CopyTo(features, i * signature.Columns);
        }

        // One more row, of zeros: what has no golden rows must at least answer.
        var together = model.Run(features, rows.Count + 1);
        for (var i = 0; i <= rows.Count; i++)
        {
            using var alone = model.RunRow(features.AsSpan(i * signature.Columns, signature.Columns));
            if (i < rows.Count)
            {
                Compare(model.Manifest, signature, i, rows[i], alone.Outputs, 0);
                Compare(model.Manifest, signature, i, rows[i], together, i);
            }
        }
    }

    private static void Compare(ModelManifest manifest, ModelSignature signature, int golden, GoldenRow expected, ModelOutputs found, int row)
    {
        foreach (var (output, value) in signature.Floats.Select(name => (name, (double)found.Floats(name)[row]))
            .Concat(signature.Integers.Select(name => (name, (double)found.Integers(name)[row]))))
        {
            if (!expected.Holds(output, value))
            {
                var stored = expected.Answers.TryGetValue(output, out var answer) ? FormattableString.Invariant($"{answer}") : "nothing";
                throw new ModelRefusedException(manifest, FormattableString.Invariant($"it answers golden row {golden} with {output} {value}; it was stored with {stored}."));
            }
        }
    }
}
