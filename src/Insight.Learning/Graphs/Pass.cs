namespace Insight.Learning.Graphs;

/// <summary>What a graph is built for. Dropout acts in training only, where every size is known; what serves takes any number of examples and steps.</summary>
public enum Pass
{
    Training,
    Inference,
}
