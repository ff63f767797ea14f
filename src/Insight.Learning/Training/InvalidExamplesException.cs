namespace Insight.Learning.Training;

/// <summary>Examples cannot be learned from; the message names the tensor, the example and what was found there.</summary>
public sealed class InvalidExamplesException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public InvalidExamplesException(string message)
        : base(message)
    {
    }
}
