using Insight.Drift;

namespace Insight.Tests.Drift;

public sealed class ColumnTallyTests
{
    private const double NaN = double.NaN;

    private static ColumnDrift Drift(IEnumerable<double> before, IEnumerable<double> now)
    {
        var tally = new ColumnTally(ColumnSketch.Of("x", before));
        foreach (var value in now)
        {
            tally.Add(value);
        }

        return tally.Drift();
    }

    /// <summary>
    /// One value in each decile's bin; now five in the first, none in the next four. Smoothed by ½ in ten bins: 1.5/15 each, then 5.5/15, 0.5/15 four times, 1.5/15 five times.
    /// (4/15) · ln(5.5/1.5) + 4 · (−1/15) · ln(0.5/1.5) = 0.34648 + 0.29296.
    /// </summary>
    [Fact]
    public void Psi_HandWorked()
    {
        var drift = Drift([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 1, 0, -7, 6, 7, 8, 9, 99]);
        Assert.Equal((4 / 15.0 * Math.Log(5.5 / 1.5)) + (4 * (-1 / 15.0) * Math.Log(0.5 / 1.5)), drift.Psi, 1e-12);
        Assert.Equal(0.63944, drift.Psi, 1e-5);
    }

    /// <summary>
    /// Undefined values are a bin: 2 of 4 then, 1 of 4 now; the bin up to 1 has 2 and 2, the one above has 0 and 1. Smoothed: 2.5, 2.5, 0.5 of 5.5 and 1.5, 2.5, 1.5 of 5.5.
    /// </summary>
    [Fact]
    public void Psi_MissingIsABin() => Assert.Equal(
        (-1 / 5.5 * Math.Log(1.5 / 2.5)) + (1 / 5.5 * Math.Log(1.5 / 0.5)), Drift([1, 1, NaN, NaN], [1, 0, 5, NaN]).Psi, 1e-12);

    [Fact]
    public void SamePopulation_HasNone()
    {
        double[] values = [1, 1, 1, 2, 5, 5, NaN, 9];
        Assert.Equal(new ColumnDrift("x", 0, 0), Drift(values, values)); // to the last digit
    }

    /// <summary>Largest distances worked by hand: the step functions part most at the value noted.</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 3, 4, 5, 6 }, 0.5)]          // at 2: 2/4 and 0
    [InlineData(new double[] { 1, 2, 3, 4 }, new[] { 1.5, 1.6, 1.7, 1.8 }, 0.75)]        // just below 2: 1/4 and 1
    [InlineData(new double[] { 1, 1, 1, 2 }, new double[] { 1, 2, 2, 2 }, 0.5)]          // at 1: 3/4 and 1/4
    [InlineData(new double[] { 1, 2 }, new double[] { 8, 9, 10 }, 1)]
    [InlineData(new[] { 1, 2, NaN }, new[] { 1, NaN, NaN, 2 }, 0)]                       // of known values alone
    [InlineData(new[] { NaN }, new double[] { 1, 2 }, 0)]
    public void Ks_HandWorked(double[] before, double[] now, double expected) => Assert.Equal(expected, Drift(before, now).Ks, 1e-12);

    [Fact]
    public void Ks_OfManyValues_IsWithinTheSketch()
    {
        var random = new Random(3);
        double[] Draw(int count, double shift) => [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(random.NextDouble()) + shift)];
        double[] before = Draw(3_000, 0), now = Draw(2_000, 0.07);
        var exact = before.Concat(now).Max(at => Math.Abs((before.Count(value => value <= at) / 3_000.0) - (now.Count(value => value <= at) / 2_000.0)));
        Assert.InRange(Drift(before, now).Ks, exact - 0.02, exact);
    }

    /// <summary>The rule that planning relies on: for two draws of 200 from one population χ²(9) · (1/200 + 1/200) stays below .17 in 95 % of cases.</summary>
    [Fact]
    public void Psi_OfChance_IsAsYurdakulSays()
    {
        var random = new Random(8);
        double[] Draw() => [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var large = Enumerable.Range(0, 1_000).Count(_ => Drift(Draw(), Draw()).Psi >= 0.17);
        Assert.InRange(large, 20, 80);
    }
}
