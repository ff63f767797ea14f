namespace Insight.Training.Learners;

/// <summary>Small trees, few of them, much regularisation: histories are short and customers few.</summary>
internal sealed record BoostingOptions
{
    public int Trees { get; init; } = 300;

    public int Leaves { get; init; } = 8;

    /// <summary>Fewest rows in a leaf.</summary>
    public int MinRowsPerLeaf { get; init; } = 60;

    public double LearningRate { get; init; } = 0.03;

    public double L2 { get; init; } = 20;

    /// <summary>Share of the columns that a tree may look at.</summary>
    public double ColumnShare { get; init; } = 0.5;

    /// <summary>Share of the rows that a tree learns from.</summary>
    public double RowShare { get; init; } = 0.7;

    public int Seed { get; init; } = 1;
}
