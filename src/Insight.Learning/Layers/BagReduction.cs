namespace Insight.Learning.Layers;

/// <summary>How the vectors of a bag of ids become one.</summary>
public enum BagReduction
{
    /// <summary>The sum of the vectors.</summary>
    Sum,

    /// <summary>Their mean, weighted where weights are given.</summary>
    Mean,
}
