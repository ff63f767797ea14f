namespace Insight.Learning.Layers;

/// <summary>The function that a layer applies to its sums, element by element.</summary>
public enum Activation
{
    Identity,
    Relu,
    Tanh,
    Sigmoid,

    /// <summary>x·Φ(x) with the exact Gaussian distribution function (Hendrycks and Gimpel 2016).</summary>
    Gelu,
}
