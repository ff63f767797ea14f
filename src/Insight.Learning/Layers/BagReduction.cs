namespace Insight.Learning.Layers;

/// <summary>How the vectors of a bag of ids become one.</summary>
public enum BagReduction
{
    Sum,
    Mean,
}
