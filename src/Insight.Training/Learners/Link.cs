using Insight.Onnx;
using Insight.Scoring.Reasons;

namespace Insight.Training.Learners;

/// <summary>From a model's raw sum to what it predicts.</summary>
internal enum Link
{
    /// <summary>The sum itself, but never negative.</summary>
    Identity,

    /// <summary>A probability.</summary>
    Logit,

    /// <summary>A mean above zero.</summary>
    Log,
}

/// <summary>The inverse of each link, in C# and in the graph.</summary>
internal static class Links
{
    public static double Invert(this Link link, double raw) => link switch
    {
        Link.Identity => Math.Max(0, raw),
        Link.Logit => 1 / (1 + Math.Exp(-raw)),
        Link.Log => Math.Exp(raw),
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "There is no such link."),
    };

    public static ReasonLink ToReasonLink(this Link link) => link switch
    {
        Link.Identity => ReasonLink.Identity,
        Link.Logit => ReasonLink.Logit,
        Link.Log => ReasonLink.Log,
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "There is no such link."),
    };

    public static Value Append(this Link link, GraphBuilder graph, Value raw) => link switch
    {
        Link.Identity => graph.Relu(raw),
        Link.Logit => graph.Sigmoid(raw),
        Link.Log => graph.Exp(raw),
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "There is no such link."),
    };
}
