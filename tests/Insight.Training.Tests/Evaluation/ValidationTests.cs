using Insight.Training.Data;
using Insight.Training.Evaluation;
using Insight.Training.Learners;

namespace Insight.Training.Tests.Evaluation;

public sealed class ValidationTests
{
    /// <summary>Two windows of two and three customers: (2 / 2 + 12 / 3) / 2, not 14 / 5.</summary>
    [Fact]
    public void Mean_WindowsWeighAlike() => Assert.Equal(2.5, Windows(["a", "b"], ["a", "b", "c"]).Mean([0, 2, 3, 4, 5]), 1e-12);

    [Fact]
    public void Predict_AsksTheFitsOfEachWindow_AndPartsStandInOrder()
    {
        using var validation = Of([[new(new(1), Rows("a", "b"))], [new(new(2), Rows("c")), new(new(3), Rows("a"))]]);
        Assert.Equal([1, 1, 2, 3], validation.Predict(fits => new Mixture { Parts = [(fits.Value, new ColumnModel(0))] }));
        Assert.Equal(["a", "b", "c", "a"], validation.Rows.CustomerIds);
        Assert.Equal([1, 1], validation.Newest().Predict(fits => new Mixture { Parts = [(fits.Value, new ColumnModel(0))] }));
    }

    /// <summary>Windows at 10 and at 40: within each the mean is taken away, so that no window's level moves another's rows.</summary>
    [Fact]
    public void ByWindow_MakesFiguresWithinEachWindow() => Assert.Equal(
        [-5, 5, -10, 0, 10], Windows(["a", "b"], ["a", "b", "c"]).ByWindow([5, 15, 30, 40, 50], (own, _) => [.. own.Select(value => value - own.Average())]));

    /// <summary>
    /// Gains of 5, -1, 5, -1 twice over: mean 2. Eight customers have a standard error of 3 / √8 = 1.06. The same gains in two windows of the same four customers are four draws:
    /// 3 / √4 = 1.5. Gains of 3.9, -1, … (mean 1.45, deviation 2.45: .87 and 1.22) and 2.8, -1, … (mean .9, deviation 1.9: .67 and .95) lie on both sides.
    /// </summary>
    [Theory]
    [InlineData(5, true, true)]
    [InlineData(3.9, true, true)]
    [InlineData(2.8, true, false)]
    [InlineData(2, false, false)]
    public void IsBetter_TheSameCustomersInTwoWindows_AreNotTwiceAsMany(double gain, bool asOthers, bool asTheSame)
    {
        double[] least = [6, 6, 6, 6, 6, 6, 6, 6];
        double[] found = [6 - gain, 7, 6 - gain, 7, 6 - gain, 7, 6 - gain, 7];
        Assert.Equal(asOthers, Windows(["a", "b", "c", "d"], ["e", "f", "g", "h"]).IsBetter(found, least));
        Assert.Equal(asTheSame, Windows(["a", "b", "c", "d"], ["a", "b", "c", "d"]).IsBetter(found, least));
    }

    [Fact]
    public void IsBetter_OneWindow_IsThePairedDifference()
    {
        var random = new Random(1);
        for (var draw = 0; draw < 200; draw++)
        {
            double[] least = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
            double[] found = [.. least.Select(loss => loss - 0.1 + (0.8 * (random.NextDouble() - 0.5)))];
            Assert.Equal(Tuning.IsBetter(found, least), Windows([.. Enumerable.Range(0, 20).Select(i => $"c{i}")]).IsBetter(found, least));
        }
    }

    private static Validation<Constant> Windows(params string[][] customers) => Of([.. customers.Select(window => new HeldOut<Constant>[] { new(new(0), Rows(window)) })]);

    private static Validation<Constant> Of(HeldOut<Constant>[][] windows) => new([.. windows.Select(window => new Lazy<IReadOnlyList<HeldOut<Constant>>>(() => window))]);

    private static LabelledRows Rows(params string[] customers)
    {
        var rows = new LabelledRows();
        foreach (var customer in customers)
        {
            rows.Features.Add([1]);
            rows.CustomerIds.Add(customer);
            rows.Orders.Add(0);
            rows.Revenue.Add(0);
        }

        return rows;
    }

    /// <summary>A window that nobody asks is not fitted, and only what was fitted is ended.</summary>
    [Fact]
    public void Newest_LeavesTheOthersUnfitted()
    {
        var (first, second) = (new Constant(1), new Constant(2));
        var asked = false;
        var validation = new Validation<Constant>([new(() => [new(first, Rows("a"))]), new(() =>
        {
            asked = true;
            return [new(second, Rows("a"))];
        })]);
        Assert.Equal([1], validation.Newest().Predict(fits => new Mixture { Parts = [(fits.Value, new ColumnModel(0))] }));
        validation.Dispose();
        Assert.False(asked);
        Assert.True(first.IsEnded && !second.IsEnded);
    }

    private sealed class Constant(double value) : IDisposable
    {
        public double Value => value;

        public bool IsEnded { get; private set; }

        public void Dispose() => IsEnded = true;
    }
}
