using System.Text.Json.Serialization;

namespace Insight.Scoring.Reasons;

/// <summary>A part of a model that can say what each feature contributed: a node of the expression that training writes beside the graph.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TreesPart), "trees")]
[JsonDerivedType(typeof(LinearPart), "linear")]
[JsonDerivedType(typeof(GraphPart), "graph")]
[JsonDerivedType(typeof(GradientPart), "gradient")]
[JsonDerivedType(typeof(SumPart), "sum")]
public abstract class ExplainerPart : IDisposable
{
    /// <summary>Whether it only predicts numbers above zero, so that the logarithm of its predictions can be explained.</summary>
    [JsonIgnore]
    public abstract bool IsPositive { get; }

    /// <summary>Frees what <see cref="Open"/> made.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Checks the part and makes ready; once, before anything is explained.</summary>
    /// <param name="columns">Features in a row.</param>
    /// <exception cref="ArgumentException">The part is not one that training writes.</exception>
    internal abstract void Open(int columns);

    /// <summary>Explains one row on a link's scale. Safe to call from several threads.</summary>
    /// <param name="row">Features; NaN where undefined.</param>
    /// <param name="contributions">One per feature; overwritten.</param>
    internal abstract Explained Explain(ReadOnlySpan<float> row, ReasonLink link, Span<double> contributions);
}
