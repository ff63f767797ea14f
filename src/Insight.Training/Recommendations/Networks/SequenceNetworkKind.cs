namespace Insight.Training.Recommendations.Networks;

/// <summary>How a network reads a history.</summary>
internal enum SequenceNetworkKind
{
    /// <summary>Gated recurrent units, step after step: Hidasi et al. (2016), "Session-based recommendations with recurrent neural networks".</summary>
    Gru,

    /// <summary>Attention of each step to those before it: Kang and McAuley (2018), "Self-attentive sequential recommendation".</summary>
    SelfAttention,
}
