namespace Insight.Learning.Graphs;

/// <summary>What a graph is built for. Dropout acts in training only, where every size is known; what serves takes any number of examples and steps.</summary>
public enum Pass
{
    /// <summary>Steps of a training: dropout acts, and every size is known.</summary>
    Training,

    /// <summary>Serving, and judging within a training: nothing is drawn.</summary>
    Inference,
}
