namespace Insight.Training.Planning;

/// <summary>What new data of a shop ask for.</summary>
public enum PlanStep
{
    Nothing,

    /// <summary>Score again with the models there are.</summary>
    Refresh,

    /// <summary>Train every model; scoring follows.</summary>
    Train,
}
