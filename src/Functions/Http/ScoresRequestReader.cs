using Insight.Features;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>Checks what was sent and makes it a <see cref="ScoreRequest"/>.</summary>
internal static class ScoresRequestReader
{
    public const int MaxCustomers = 1000;

    /// <exception cref="InvalidFieldsException">Names the field, such as <c>customers[3].orders[0].orderedAt</c>.</exception>
    public static ScoreRequest Read(ScoresRequest sent, Shop shop)
    {
        var ids = sent.CustomerIds ?? [];
        var customers = sent.Customers ?? [];
        if (ids.Count + customers.Count == 0)
        {
            throw new InvalidFieldsException("customerIds", "Nothing was found; expected customerIds or customers with at least one entry.");
        }

        Limit(ids.Count, "customerIds");
        Limit(customers.Count, "customers");
        for (var i = 0; i < ids.Count; i++)
        {
            Require(!string.IsNullOrEmpty(ids[i]), $"customerIds[{i}]", "Nothing was found; expected a customer's id.");
        }

        return new ScoreRequest
        {
            CustomerIds = ids,
            Customers = [.. customers.Select((customer, i) => History(customer, shop, $"customers[{i}]"))],
            Models = RequestedModels.Read(sent.Models),
            Reasons = sent.Reasons,
            AsOf = Instants.ParseAsOf(sent.AsOf, shop),
        };
    }

    private static CustomerHistory History(SentCustomer? customer, Shop shop, string field)
    {
        Require(customer is not null, field, "null was found; expected a customer with orders.");
        var builder = new HistoryBuilder(shop);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var orders = customer!.Orders ?? []; // checked above
        for (var i = 0; i < orders.Count; i++)
        {
            var place = $"{field}.orders[{i}]";
            var order = orders[i];
            Require(!string.IsNullOrEmpty(order?.OrderId), $"{place}.orderId", "Nothing was found; expected the order's id.");
            Require(seen.Add(order!.OrderId!), $"{place}.orderId", $"'{order.OrderId}' was found twice; expected each order once with all its lines."); // checked above
            Require(Instants.TryParse(order.OrderedAt, out var at), $"{place}.orderedAt", $"'{order.OrderedAt}' is not a time; expected an instant with its zone such as 2011-08-31T22:59:59Z.");
            builder.Add(order.OrderId!, at, (order.Lines ?? []).Select((line, j) => Line(line, $"{place}.lines[{j}]")));
        }

        return builder.Build(customer.Id ?? "");
    }

    private static OrderLine Line(SentLine? line, string field)
    {
        Require(!string.IsNullOrEmpty(line?.ProductId), $"{field}.productId", "Nothing was found; expected the product's id.");
        Require(line!.Quantity is { } quantity && double.IsFinite(quantity), $"{field}.quantity", "Expected a number of units, negative for a return."); // checked above
        Require(line.UnitPrice is { } price && double.IsFinite(price) && price >= 0, $"{field}.unitPrice", "Expected a price of 0 or more.");
        return new OrderLine(line.ProductId!, line.Quantity!.Value, line.UnitPrice!.Value);
    }

    private static void Limit(int count, string field) =>
        Require(count <= MaxCustomers, field, $"{count} entries were found; expected at most {MaxCustomers} in one call.");

    private static void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new InvalidFieldsException(field, message);
        }
    }
}
