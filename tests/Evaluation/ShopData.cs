using Insight.Features;
using Insight.Lake;
using Insight.Shops;
using Insight.Training;
using Insight.Training.Data;

namespace Insight.Evaluation;

/// <summary>What a shop's lake knows of its customers after its files went through the product's own ingestion.</summary>
internal sealed record ShopData(Shop Shop, string Snapshot, DateOnly First, DateOnly Last, IReadOnlyList<CustomerHistory> Histories)
{
    /// <exception cref="ArgumentException">There is no such data set, or no order of a known customer in it.</exception>
    public static Task<ShopData> LoadAsync(Arguments arguments) => IngestedShop.ReadAsync(arguments.DataSet, arguments.Currency, arguments.Zone, lake => ReadAsync(lake, arguments));

    private static async Task<ShopData> ReadAsync(LakeReader lake, Arguments arguments)
    {
        var sample = new HistorySample(new TrainingOptions().MaxCustomers);
        await foreach (var history in lake.ReadHistoriesAsync(null, default))
        {
            sample.Add(history);
        }

        var histories = sample.ToList();
        var purchases = histories.SelectMany(history => history.Orders).Where(order => order.IsPurchase).Select(order => order.Day).ToList();
        return purchases.Count > 0
            ? new ShopData(lake.Shop, lake.Snapshot.Id, purchases.Min(), histories.SelectMany(history => history.Orders).Max(order => order.Day), histories)
            : throw new ArgumentException($"{arguments.DataSet} holds no order of a known customer.", nameof(arguments));
    }
}
