namespace Insight.Training.Planning;

/// <summary>What a shop needs.</summary>
public enum PlanStep
{
    Nothing,

    /// <summary>Score again with the models there are.</summary>
    Refresh,

    /// <summary>Train every model; scoring follows.</summary>
    Train,
}
