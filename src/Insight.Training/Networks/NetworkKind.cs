namespace Insight.Training.Networks;

/// <summary>The networks that are candidates.</summary>
internal enum NetworkKind
{
    /// <summary>Fully connected layers over the summaries of a history.</summary>
    Multilayer,

    /// <summary>A recurrent network over the latest purchase days, beside the summaries.</summary>
    Sequence,
}
