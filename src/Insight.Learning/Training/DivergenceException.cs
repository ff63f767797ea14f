namespace Insight.Learning.Training;

/// <summary>A training went astray: numbers became infinite or no numbers, or the loss grew instead of shrinking. There is no model.</summary>
public sealed class DivergenceException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DivergenceException(string message, long step, string tensor)
        : base(message)
    {
        Step = step;
        Tensor = tensor;
    }

    /// <summary>The step after which it was seen, from 1.</summary>
    public long Step { get; }

    /// <summary><c>loss</c>, or the weight or gradient that was no number first.</summary>
    public string Tensor { get; }
}
