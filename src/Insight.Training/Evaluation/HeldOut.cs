using Insight.Training.Data;

namespace Insight.Training.Evaluation;

/// <summary>Customers as of one day with what they did after it, and what was fitted without knowing that.</summary>
/// <typeparam name="TFits">All candidates fitted at once.</typeparam>
internal readonly record struct HeldOut<TFits>(TFits Fits, LabelledRows Rows);
