namespace Insight.Scoring;

/// <summary>What the models said of one or many rows; null where none was asked.</summary>
internal readonly record struct ModelAnswers(ModelOutputs? Segments, ModelOutputs? Purchase, ModelOutputs? Value);
