namespace Insight.Training.Gates;

/// <summary>A decision and its reason in words.</summary>
internal readonly record struct GateVerdict(GateDecision Decision, string Reason)
{
    /// <summary>Whether the trained model replaces what serves.</summary>
    public bool Promotes => Decision is GateDecision.Published or GateDecision.BaselinePublished or GateDecision.PublishedUnjudged;

    /// <summary>As the run report says it.</summary>
    public string Name => Decision switch
    {
        GateDecision.Published => "published",
        GateDecision.ChampionKept => "champion kept",
        GateDecision.BaselinePublished => "baseline published",
        GateDecision.PublishedUnjudged => "published without a test",
        _ => "nothing published",
    };
}
