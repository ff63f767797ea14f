namespace Insight.LocalHost.Demo;

/// <summary>A product of the demo shop. Prices include tax.</summary>
internal sealed record DemoProduct(string Id, string Title, string Category, decimal Price, decimal Cost)
{
    /// <summary>Forty products of a shop for tea and what belongs to it.</summary>
    public static readonly IReadOnlyList<DemoProduct> All =
    [
        .. Range("TEA", "Tea", 5.9m, 1.3m, "Assam 100 g", "Darjeeling first flush 100 g", "Sencha 100 g", "Earl Grey 100 g", "Jasmine pearls 80 g", "Oolong 80 g", "Rooibos 150 g", "Peppermint 60 g", "Chamomile 60 g", "White peony 50 g"),
        .. Range("POT", "Teaware", 14.5m, 6.2m, "Glass pot 0.8 l", "Cast iron pot 1.1 l", "Porcelain pot 1.0 l", "Travel flask", "Gongfu set", "Matcha bowl", "Cup, sand", "Cup, indigo", "Kettle", "Tray, bamboo"),
        .. Range("SWE", "Sweets", 4.2m, 0.9m, "Shortbread", "Candied ginger", "Honey, linden", "Honey, forest", "Dark chocolate 70 %", "Rock sugar", "Marzipan", "Almond biscotti", "Fig bread", "Pralines"),
        .. Range("GIF", "Gifts", 7.5m, 2.9m, "Gift box, small", "Gift box, large", "Advent calendar", "Tasting set", "Voucher card", "Candle", "Storage tin", "Tea towel", "Filter, steel", "Spoon, brass"),
    ];

    private static IEnumerable<DemoProduct> Range(string prefix, string category, decimal from, decimal step, params string[] titles) => titles.Select((title, i) =>
    {
        var price = from + (step * i);
        return new DemoProduct($"{prefix}-{i + 1:00}", title, category, price, Math.Round(price * 0.48m, 2));
    });
}
