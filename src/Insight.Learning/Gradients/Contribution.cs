using Insight.Onnx;

namespace Insight.Learning.Gradients;

/// <summary>
/// What one use of a value adds to its gradient: a description of which nothing is computed yet, so that contributions of one kind can be computed together.
/// </summary>
internal abstract record Contribution
{
    private Contribution()
    {
    }

    public static implicit operator Contribution(Value gradient) => new Whole(gradient);

    /// <summary>A gradient of the value's shape, or of one that broadcasting connects with it: what is wider is summed, what is narrower is repeated.</summary>
    public sealed record Whole(Value Gradient) : Contribution;

    /// <summary>Leftᵀ·Right of two matrices with equally many rows.</summary>
    public sealed record Product(Value Left, Value Right) : Contribution;

    /// <summary>The gradient of what lies between start and end along one axis; zero elsewhere.</summary>
    public sealed record Piece(int Axis, long Start, long End, Value Gradient) : Contribution;

    /// <summary>The gradient of what was taken at indices along one axis: added up where an index occurs again, zero where it does not occur.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Indices">A vector.</param>
    /// <param name="Gradient">Of the value's shape, but for the axis, which has one place per index.</param>
    public sealed record Taken(int Axis, Value Indices, Value Gradient) : Contribution;
}
