namespace Insight.Learning.Training;

/// <summary>Some of the examples, in order.</summary>
internal sealed record ExampleSet(CheckedExamples Examples, int[] Indices);
