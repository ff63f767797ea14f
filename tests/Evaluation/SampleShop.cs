using System.Globalization;
using System.Text;
using Insight.LocalHost.Demo;

namespace Insight.Evaluation;

/// <summary>
/// The demo's made-up shop with made-up browsing: the data set <c>sample</c>. Of what is bought, a part is looked at in the days before, and some of that put into the cart; around it, and in one more visit for
/// each order that comes to nothing, customers look at other products at random. Orders are drawn as for the demo and know nothing of it.
/// </summary>
internal static class SampleShop
{
    public const string Name = "sample";

    /// <summary>How it was made, for a page that measures it.</summary>
    public const string Told = "The shop is generated: the demo's year of orders, of whose lines 60 % had been looked at in a visit within days before (half of these put into the cart), among three times as many views of other products, with one more visit for each order that came to nothing. What browsing is worth here is what was planted, and says that the way from a file of events to an answer works, not what a real shop would gain.";

    private const double Looked = 0.6, Carted = 0.5, OthersOfAVisit = 5, HoursBefore = 36;

    /// <summary>Writes its files into a folder and tells their paths.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        var shop = DemoShop.Generate(new DemoOptions());
        var (paths, _) = DemoFiles.Write(shop, folder);
        var events = Path.Combine(folder, "events.csv");
        File.WriteAllText(events, Events(shop));
        return [.. paths, events];
    }

    private static string Events(DemoShop shop)
    {
        var random = new DemoRandom(shop.Options.Seed + 1);
        var text = new StringBuilder("customer_email,event_type,product_id,occurred_at\n");
        foreach (var order in shop.Orders)
        {
            var seen = order.Lines.Select(line => line.Product).Where(_ => random.Chance(Looked)).ToList();
            Visit(order.OrderedAt.AddHours(-random.Exponential(1 / HoursBefore)), seen);
            Visit(order.OrderedAt.AddDays(-20 * random.Uniform()), []);

            void Visit(DateTimeOffset at, IReadOnlyList<DemoProduct> meant)
            {
                var others = (int)random.Exponential(1 / OthersOfAVisit);
                foreach (var (product, isMeant) in meant.Select(product => (product, true)).Concat(Enumerable.Range(0, others).Select(_ => (DemoProduct.All[random.Below(DemoProduct.All.Count)], false))).OrderBy(_ => random.Uniform()).ToList())
                {
                    at = at.AddSeconds(20 + random.Below(100));
                    Add("view_item", product, at);
                    if (isMeant && random.Chance(Carted))
                    {
                        Add("add_to_cart", product, at.AddSeconds(10));
                    }
                }
            }

            void Add(string type, DemoProduct product, DateTimeOffset at) =>
                text.Append(CultureInfo.InvariantCulture, $"{order.Customer.Email},{type},{product.Id},{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n");
        }

        return text.ToString();
    }
}
