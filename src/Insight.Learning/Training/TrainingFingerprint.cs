using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Insight.Learning.Graphs;
using Insight.Learning.Losses;

namespace Insight.Learning.Training;

/// <summary>What a checkpoint belongs to.</summary>
/// <param name="Network">The weights' names and sizes.</param>
/// <param name="Options">The settings on which the result depends.</param>
/// <param name="Examples">A hash of the examples and of how they are divided.</param>
/// <param name="Computation">The loss's type and a hash of a step's graph, in which all that layers and loss compute is.</param>
internal sealed record TrainingFingerprint(string Network, string Options, string Examples, string Computation)
{
    public static TrainingFingerprint Of(WeightLayout layout, TrainerOptions options, ILoss loss, byte[] graph, params ReadOnlySpan<ExampleSet> sets)
    {
        string network = string.Join(
            ", ",
            [
                .. layout.Parameters.Select(parameter => $"{parameter.Name}[{string.Join(", ", parameter.Sizes)}]"),
                .. layout.Tables.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Name}[{table.Rows}, {table.Width}]")),
            ]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ExampleSet set in sets)
        {
            Append(hash, set);
        }

        return new TrainingFingerprint(
            network, options.Fingerprint, Convert.ToHexStringLower(hash.GetHashAndReset()), $"{loss.GetType().Name} {Convert.ToHexStringLower(SHA256.HashData(graph))}");
    }

    private static void Append(IncrementalHash hash, ExampleSet set)
    {
        Examples examples = set.Examples.Examples;
        foreach (ExampleColumn column in examples.Columns.Values.OrderBy(column => column.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{column.Name} {column.Type} {string.Join(',', column.Sizes)}\n"));
            hash.AppendData(column.Bytes());
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(column.StartOffsets));
        }

        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(examples.Weights));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(set.Indices));
    }
}
