using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Insight.Features;

namespace Insight.Scoring.Reasons;

/// <summary>
/// Says of a model's prediction what each feature contributed. Training writes it as <c>explainer.json.gz</c> beside the graph, because a graph that scores has neither node
/// covers nor a background. On every row base + Σ contributions is the model's output on the scale of <see cref="Link"/>.
/// </summary>
public sealed class Explainer : IDisposable
{
    /// <summary>A file of another format is refused.</summary>
    private const int KnownFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public int Format { get; init; } = KnownFormat;

    /// <summary><see cref="FeatureVector.Hash"/> of the features that it speaks of.</summary>
    public string FeatureHash { get; init; } = FeatureVector.Hash;

    public required ReasonLink Link { get; init; }

    public required ExplainerPart Part { get; init; }

    /// <summary>Opens a file and asks it one row, so that what cannot explain never serves.</summary>
    /// <exception cref="InvalidDataException">Not such a file, or one for other features.</exception>
    public static Explainer Read(byte[] file)
    {
        Explainer? explainer = null;
        try
        {
            using var stream = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            explainer = JsonSerializer.Deserialize<Explainer>(stream, Json) ?? throw new InvalidDataException("Found null.");
            if (explainer.Format != KnownFormat || explainer.FeatureHash != FeatureVector.Hash)
            {
                throw new InvalidDataException(
                    $"Found format {explainer.Format} for the features {explainer.FeatureHash}; expected format {KnownFormat} for {FeatureVector.Hash}.");
            }

            explainer.Part.Open(FeatureVector.Count);
            explainer.Explain(new float[FeatureVector.Count]);
            return explainer;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            explainer?.Part?.Dispose(); // a file may say null
            throw new InvalidDataException($"The file of {file.Length} bytes is no explainer: {e.Message}", e);
        }
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        using (var stream = new GZipStream(file, CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(stream, this, Json);
        }

        return file.ToArray();
    }

    /// <summary>Explains one row of <see cref="FeatureVector"/>. Safe to call from several threads.</summary>
    public Explanation Explain(ReadOnlySpan<float> row)
    {
        var contributions = new double[FeatureVector.Count];
        var (start, output) = Part.Explain(row, Link, contributions);
        return new Explanation(Link, start, output, contributions);
    }

    public void Dispose() => Part.Dispose();
}
