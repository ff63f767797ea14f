// Kuhn (1955), The Hungarian method for the assignment problem; in the form of shortest augmenting paths with potentials (Jonker & Volgenant 1987).
namespace Insight.Training.Segments;

/// <summary>Gives every row a column of its own at the least total cost.</summary>
internal static class Assignment
{
    /// <param name="costs">Rows × columns, all finite.</param>
    /// <returns>Per row its column; −1 for rows that go without, where there are more rows than columns.</returns>
    public static int[] Optimal(IReadOnlyList<double[]> costs)
    {
        if (costs.Count == 0 || costs[0].Length == 0)
        {
            return [.. costs.Select(_ => -1)];
        }

        if (costs.Count > costs[0].Length)
        {
            var rows = new int[costs.Count];
            Array.Fill(rows, -1);
            var turned = Optimal([.. Enumerable.Range(0, costs[0].Length).Select(column => costs.Select(row => row[column]).ToArray())]);
            for (var column = 0; column < turned.Length; column++)
            {
                rows[turned[column]] = column;
            }

            return rows;
        }

        var (rowPotential, columnPotential) = (new double[costs.Count], new double[costs[0].Length]);
        var rowOf = new int[costs[0].Length];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < costs.Count; row++)
        {
            Augment(costs, row, rowOf, rowPotential, columnPotential);
        }

        return [.. Enumerable.Range(0, costs.Count).Select(row => Array.IndexOf(rowOf, row))];
    }

    /// <summary>Brings in one row by the shortest path of reduced costs to a free column, moving the rows on the path.</summary>
    private static void Augment(IReadOnlyList<double[]> costs, int start, int[] rowOf, double[] rowPotential, double[] columnPotential)
    {
        var distance = new double[rowOf.Length];
        var before = new int[rowOf.Length]; // the column before on the path; −1 for the start
        var done = new bool[rowOf.Length];
        Array.Fill(distance, double.PositiveInfinity);
        int row = start, last = -1;
        double reached = 0;
        do
        {
            var next = -1;
            for (var column = 0; column < rowOf.Length; column++)
            {
                if (done[column])
                {
                    continue;
                }

                var along = reached + costs[row][column] - rowPotential[row] - columnPotential[column];
                if (along < distance[column])
                {
                    (distance[column], before[column]) = (along, last);
                }

                if (next < 0 || distance[column] < distance[next])
                {
                    next = column;
                }
            }

            done[next] = true; // there are at least as many columns as rows, so one is free
            (last, reached, row) = (next, distance[next], rowOf[next]);
        }
        while (row >= 0);

        rowPotential[start] += reached;
        for (var column = 0; column < rowOf.Length; column++)
        {
            if (done[column] && rowOf[column] >= 0)
            {
                rowPotential[rowOf[column]] += reached - distance[column];
                columnPotential[column] -= reached - distance[column];
            }
        }

        for (var column = last; column >= 0; column = before[column])
        {
            rowOf[column] = before[column] >= 0 ? rowOf[before[column]] : start;
        }
    }
}
