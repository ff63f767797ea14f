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
internal sealed partial class AnswerJson : JsonSerializerContext;
