using Insight.Features;
using Insight.Training.CustomerValue;
using Insight.Training.Data;
using Insight.Training.Learners;
using Insight.Training.Purchase;

namespace Insight.Training.Tests.Reasons;

/// <summary>Online Retail's customers at 2010-08-31 and the candidates fitted for them, once for all tests.</summary>
internal static class RetailModels
{
    private static readonly DateOnly AsOf = new(2010, 8, 31);

    private static readonly Lazy<TrainingInput> Input = new(() => new TrainingInput
    {
        Shop = OnlineRetail.Shop, Histories = OnlineRetail.Read(), Schedule = TrainingSchedule.Plan(new DateOnly(2009, 12, 1), new DateOnly(2010, 11, 30), AsOf, 90),
    });

    private static readonly Lazy<IReadOnlyList<(string, IRowModel)>> Purchases = new(() =>
        [.. new PurchaseFits(Input.Value, Input.Value.Schedule.BeforeTest, Input.Value.RowsAt(AsOf), CancellationToken.None)
            .Candidates(new PurchaseSettings()).Select(model => (model.Algorithm, model.Probability))]);

    private static readonly Lazy<IReadOnlyList<(string, IRowModel)>> Values = new(() =>
        [.. new ValueFits(Input.Value, Input.Value.Schedule.BeforeTest, Input.Value.RowsAt(AsOf), CancellationToken.None)
            .Candidates(new ValueSettings()).Select(model => (model.Algorithm, model.Expected))]);

    public static Cutoff Cutoff { get; } = Cutoff.EndOf(OnlineRetail.Shop, AsOf);

    /// <summary>The blend, which is published, is the last.</summary>
    public static IReadOnlyList<(string Algorithm, IRowModel Model)> Purchase => Purchases.Value;

    /// <inheritdoc cref="Purchase"/>
    public static IReadOnlyList<(string Algorithm, IRowModel Model)> Value => Values.Value;

    /// <summary>Who has bought, as known at the cutoff.</summary>
    public static IReadOnlyList<CustomerHistory> Customers() =>
        [.. Input.Value.Histories.Select(history => history.Until(Cutoff)).Where(history => history.Orders.Any(order => order.IsPurchase))];

    public static float[] Row(CustomerHistory history)
    {
        var row = new float[FeatureVector.Count];
        FeatureVector.Compute(history, Cutoff, row);
        return row;
    }
}
