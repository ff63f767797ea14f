namespace Insight.Learning.Graphs;

/// <summary>What a graph is built for. Dropout acts in training only; recurrent layers are unrolled there and one operator when serving.</summary>
public enum Pass
{
    Training,
    Inference,
}
