namespace Insight.Learning.Graphs;

/// <summary>
/// A table of vectors, one per id, of which a step reads and updates only the rows in its batch, so a step's cost does not grow with the number of rows.
/// </summary>
/// <param name="Name">Unique in a network; inputs that hold its ids name it.</param>
/// <param name="Rows">The number of ids; ids run from 0.</param>
/// <param name="Width">The length of a row's vector.</param>
/// <param name="Initializer">Its values before training.</param>
public sealed record RowTable(string Name, long Rows, long Width, Initializer Initializer);
