namespace Insight.Training.Gates;

/// <summary>What becomes of the challenger.</summary>
internal enum GateDecision
{
    /// <summary>It passed and is published.</summary>
    Published,

    /// <summary>It did not pass; what serves goes on serving.</summary>
    ChampionKept,

    /// <summary>It did not pass and nothing serves (of recommendations: nothing but an older baseline): the baseline is published.</summary>
    BaselinePublished,

    /// <summary>The history is too short to judge anything: what needs least is published, as a baseline.</summary>
    PublishedUnjudged,

    NothingToPublish,
}
