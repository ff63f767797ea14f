using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Insight.Recommendations;

namespace Insight.Functions.Http;

/// <summary>
/// Answers that shops ask for at every page: written by generated code, which takes two thirds of the time. Their numbers are finite, for which the others have <see cref="FiniteNumberConverter"/>.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ScoresAnswer))]
[JsonSerializable(typeof(RecommendationAnswer))]
[JsonSerializable(typeof(RecommendationsAnswers))]
[JsonSerializable(typeof(SimilarAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>The serializer writes whole values in their order, so the writer need not look after that.</summary>
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? own;

    /// <summary>The calling thread's writer, for one answer after the other; it knows the last one's body until then.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> body)
    {
        if (own is not { } writer)
        {
            return own = new Utf8JsonWriter(body, Unchecked);
        }

        writer.Reset(body);
        return writer;
    }
}
