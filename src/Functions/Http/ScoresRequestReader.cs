using System.Globalization;
using System.Runtime.InteropServices;
using Insight.Features;
using Insight.Registry;
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
            if (string.IsNullOrEmpty(ids[i]))
            {
                throw new InvalidFieldsException($"customerIds[{i}]", "Nothing was found; expected a customer's id.");
            }
        }

        var histories = new CustomerHistory[customers.Count];
        for (var i = 0; i < histories.Length; i++)
        {
            histories[i] = History(customers[i], shop, i);
        }

        return new ScoreRequest { CustomerIds = ids, Customers = histories, Models = RequestedModels.Read(sent.Models, ModelNames.OfCustomers), Reasons = sent.Reasons, AsOf = Instants.ParseAsOf(sent.AsOf, shop) };
    }

    private static CustomerHistory History(SentCustomer? customer, Shop shop, int index)
    {
        if (customer is null)
        {
            throw new InvalidFieldsException($"customers[{index}]", "null was found; expected a customer with orders.");
        }

        var orders = customer.Orders ?? [];
        var builder = new HistoryBuilder(shop, orders.Count, orders.Sum(order => order?.Lines?.Count ?? 0));
        var seen = new HashSet<string>(orders.Count, StringComparer.Ordinal);
        var lines = new List<OrderLine>();
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            if (string.IsNullOrEmpty(order?.OrderId))
            {
                throw Invalid(".orderId", "Nothing was found; expected the order's id.");
            }

            if (!seen.Add(order.OrderId))
            {
                throw Invalid(".orderId", $"'{order.OrderId}' was found twice; expected each order once with all its lines.");
            }

            if (!Instants.TryParse(order.OrderedAt, out var at))
            {
                throw Invalid(".orderedAt", $"'{order.OrderedAt}' is not a time; expected an instant with its zone such as 2011-08-31T22:59:59Z.");
            }

            lines.Clear();
            AddLines(lines, order.Lines ?? [], index, i);
            builder.Add(order.OrderId, at, CollectionsMarshal.AsSpan(lines));

            InvalidFieldsException Invalid(string field, string message) => new($"customers[{index}].orders[{i}]{field}", message);
        }

        AddEvents(builder, customer.Events ?? [], index);
        return builder.Build(customer.Id ?? "");
    }

    private static void AddEvents(HistoryBuilder builder, IReadOnlyList<SentEvent?> sent, int customer)
    {
        for (var i = 0; i < sent.Count; i++)
        {
            var happened = sent[i];
            if (happened?.Type is not { } type || !EventTypes.IsKnown(type))
            {
                throw Invalid(".type", $"{(string.IsNullOrEmpty(happened?.Type) ? "Nothing" : $"'{happened.Type}'")} was found; expected one of {string.Join(", ", EventTypes.All)}.");
            }

            if (!Instants.TryParse(happened.OccurredAt, out var at))
            {
                throw Invalid(".occurredAt", $"'{happened.OccurredAt}' is not a time; expected an instant with its zone such as 2011-08-31T22:59:59Z.");
            }

            builder.AddEvent(type, at, string.IsNullOrEmpty(happened.ProductId) ? null : happened.ProductId);

            InvalidFieldsException Invalid(string field, string message) => new($"customers[{customer}].events[{i}]{field}", message);
        }
    }

    private static void AddLines(List<OrderLine> lines, IReadOnlyList<SentLine?> sent, int customer, int order)
    {
        for (var i = 0; i < sent.Count; i++)
        {
            var line = sent[i];
            if (string.IsNullOrEmpty(line?.ProductId))
            {
                throw Invalid(".productId", "Nothing was found; expected the product's id.");
            }

            if (line.Quantity is not { } quantity || !OrderLine.IsQuantity(quantity))
            {
                throw Invalid(".quantity", $"{Found(line.Quantity)} was found; expected a number of units, {Found(OrderLine.MaxQuantity)} at most, negative for a return.");
            }

            if (line.UnitPrice is not { } price || !OrderLine.IsUnitPrice(price))
            {
                throw Invalid(".unitPrice", $"{Found(line.UnitPrice)} was found; expected a price from 0 to {Found(OrderLine.MaxUnitPrice)}.");
            }

            lines.Add(new OrderLine(line.ProductId, quantity, price));

            InvalidFieldsException Invalid(string field, string message) => new($"customers[{customer}].orders[{order}].lines[{i}]{field}", message);
        }
    }

    private static string Found(double? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "Nothing";

    private static void Limit(int count, string field)
    {
        if (count > MaxCustomers)
        {
            throw new InvalidFieldsException(field, $"{count} entries were found; expected at most {MaxCustomers} in one call.");
        }
    }
}
