using Insight.Training.Segments;

namespace Insight.Training.Tests.Segments;

public sealed class AssignmentTests
{
    /// <summary>Taking the cheapest first (1 at 0, 0) would force 9 on the second row: 10 in all instead of 4.</summary>
    [Fact]
    public void Optimal_LooksAtTheWhole() => Assert.Equal([1, 0], Assignment.Optimal([[1, 2], [2, 9]]));

    [Fact]
    public void Optimal_MoreRowsThanColumns_LeavesTheDearestOut() => Assert.Equal([0, -1, 1], Assignment.Optimal([[1, 5], [4, 4], [6, 2]]));

    [Fact]
    public void Optimal_NoColumns_LeavesAllOut() => Assert.Equal([-1, -1], Assignment.Optimal([[], []]));

    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 6)]
    [InlineData(6, 3)]
    public void Optimal_RandomCosts_NoOtherAssignmentIsCheaper(int rows, int columns)
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            double[][] costs = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (double)random.Next(20)).ToArray())];

            var assigned = Assignment.Optimal(costs);

            int[] used = [.. assigned.Where(column => column >= 0)];
            Assert.Equal(Math.Min(rows, columns), used.Length);
            Assert.Equal(used.Length, used.Distinct().Count());
            Assert.Equal(Cheapest(costs, 0, [], used.Length), assigned.Select((column, row) => column < 0 ? 0 : costs[row][column]).Sum());
        }
    }

    private static double Cheapest(double[][] costs, int row, HashSet<int> taken, int left)
    {
        if (left == 0 || row == costs.Length)
        {
            return left == 0 ? 0 : double.PositiveInfinity;
        }

        var best = Cheapest(costs, row + 1, taken, left); // the row goes without
        for (var column = 0; column < costs[row].Length; column++)
        {
            if (taken.Add(column))
            {
                best = Math.Min(best, costs[row][column] + Cheapest(costs, row + 1, taken, left - 1));
                taken.Remove(column);
            }
        }

        return best;
    }
}
