using System.Text.Json.Serialization;

namespace Insight.Scoring.Reasons;

/// <summary>The scale on which contributions add up; what <c>link</c> says in the HTTP contract.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReasonLink>))]
public enum ReasonLink
{
    /// <summary>The predicted number itself.</summary>
    [JsonStringEnumMemberName("identity")]
    Identity,

    /// <summary>The logarithm of the odds of a probability.</summary>
    [JsonStringEnumMemberName("logit")]
    Logit,

    /// <summary>The logarithm of a number above zero.</summary>
    [JsonStringEnumMemberName("log")]
    Log,
}
