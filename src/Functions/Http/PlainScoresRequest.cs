using System.Runtime.InteropServices;
using System.Text.Json;
using Insight.Features;
using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>
/// Reads a request to score straight into histories, without the objects of <see cref="ScoresRequest"/> in between, whose making takes as long as scoring a customer. It takes what
/// is right and written as the contract shows it; the rest is left to <see cref="ScoresRequestReader"/>, which knows the other ways to write it and says what is wrong.
/// </summary>
internal ref struct PlainScoresRequest
{
    /// <summary>Room that few customers need more of.</summary>
    private const int UsualOrders = 8, UsualLines = 16;

    private readonly Shop _shop;
    private readonly List<OrderLine> _lines = [];
    private readonly HashSet<string> _orderIds = new(UsualOrders, StringComparer.Ordinal);
    private PlainJson _json;

    private delegate bool ReadEntry<T>(ref PlainScoresRequest json, T into);

    private PlainScoresRequest(ReadOnlySpan<byte> body, Shop shop)
    {
        _json = new PlainJson(body);
        _shop = shop;
    }

    /// <summary>What <see cref="ScoresRequestReader"/> would read, or null.</summary>
    public static ScoreRequest? TryRead(ReadOnlySpan<byte> body, Shop shop)
    {
        var plain = new PlainScoresRequest(body, shop);
        try
        {
            return plain._json.Read() && plain.TryReadRequest() is { } request && !plain._json.Read() ? request : null;
        }
        catch (Exception e) when (PlainJson.IsOfJson(e) || e is InvalidFieldsException)
        {
            return null;
        }
    }

    private ScoreRequest? TryReadRequest()
    {
        List<string> ids = [], models = [];
        List<CustomerHistory> customers = [];
        string? asOf = null;
        var reasons = false;
        if (!_json.Is(JsonTokenType.StartObject))
        {
            return null;
        }

        while (_json.NextField(out var name))
        {
            var taken = name.SequenceEqual("customers"u8) ? customers.Count == 0 && TryReadAll(customers, static (ref json, customers) => json.TryReadCustomer(customers))
                : name.SequenceEqual("customerIds"u8) ? ids.Count == 0 && TryReadAll(ids, static (ref json, texts) => json.TryReadText(texts))
                : name.SequenceEqual("models"u8) ? models.Count == 0 && TryReadAll(models, static (ref json, texts) => json.TryReadText(texts))
                : name.SequenceEqual("asOf"u8) ? _json.TryRead(ref asOf)
                : name.SequenceEqual("reasons"u8) && _json.TryRead(ref reasons);
            if (!taken)
            {
                return null;
            }
        }

        return ids.Count + customers.Count > 0
            ? new ScoreRequest
            {
                CustomerIds = ids,
                Customers = customers,
                Models = RequestedModels.Read(models, ModelNames.OfCustomers),
                Reasons = reasons,
                AsOf = Instants.ParseAsOf(asOf, _shop),
            }
            : null;
    }

    private bool TryReadCustomer(List<CustomerHistory> customers)
    {
        _orderIds.Clear();
        var builder = new HistoryBuilder(_shop, UsualOrders, UsualLines);
        string? id = null;
        bool orders = false, events = false;
        if (customers.Count == ScoresRequestReader.MaxCustomers || !_json.Is(JsonTokenType.StartObject))
        {
            return false;
        }

        while (_json.NextField(out var name))
        {
            var taken = name.SequenceEqual("orders"u8) ? !orders && (orders = TryReadAll(builder, static (ref json, builder) => json.TryReadOrder(builder)))
                : name.SequenceEqual("events"u8) ? !events && (events = TryReadAll(builder, static (ref json, builder) => json.TryReadEvent(builder)))
                : name.SequenceEqual("id"u8) && _json.TryRead(ref id);
            if (!taken)
            {
                return false;
            }
        }

        customers.Add(builder.Build(id ?? ""));
        return true;
    }

    private bool TryReadOrder(HistoryBuilder builder)
    {
        string? id = null;
        DateTimeOffset? at = null;
        _lines.Clear();
        if (!_json.Is(JsonTokenType.StartObject))
        {
            return false;
        }

        while (_json.NextField(out var name))
        {
            var taken = name.SequenceEqual("orderId"u8) ? _json.TryRead(ref id)
                : name.SequenceEqual("orderedAt"u8) ? _json.TryRead(ref at)
                : name.SequenceEqual("lines"u8) && _lines.Count == 0 && TryReadAll(_lines, static (ref json, lines) => json.TryReadLine(lines));
            if (!taken)
            {
                return false;
            }
        }

        if (string.IsNullOrEmpty(id) || at is not { } orderedAt || !_orderIds.Add(id))
        {
            return false;
        }

        builder.Add(id, orderedAt, CollectionsMarshal.AsSpan(_lines));
        return true;
    }

    private bool TryReadLine(List<OrderLine> lines)
    {
        string? product = null;
        double quantity = double.NaN, price = double.NaN;
        if (!_json.Is(JsonTokenType.StartObject))
        {
            return false;
        }

        while (_json.NextField(out var name))
        {
            var taken = name.SequenceEqual("productId"u8) ? _json.TryRead(ref product)
                : name.SequenceEqual("quantity"u8) ? _json.TryRead(ref quantity)
                : name.SequenceEqual("unitPrice"u8) && _json.TryRead(ref price);
            if (!taken)
            {
                return false;
            }
        }

        if (string.IsNullOrEmpty(product) || !OrderLine.IsQuantity(quantity) || !OrderLine.IsUnitPrice(price))
        {
            return false;
        }

        lines.Add(new OrderLine(product, quantity, price));
        return true;
    }

    private bool TryReadEvent(HistoryBuilder builder)
    {
        string? type = null, product = null;
        DateTimeOffset? at = null;
        if (!_json.Is(JsonTokenType.StartObject))
        {
            return false;
        }

        while (_json.NextField(out var name))
        {
            var taken = name.SequenceEqual("type"u8) ? _json.TryRead(ref type)
                : name.SequenceEqual("occurredAt"u8) ? _json.TryRead(ref at)
                : name.SequenceEqual("productId"u8) && _json.TryRead(ref product);
            if (!taken)
            {
                return false;
            }
        }

        if (type is null || !EventTypes.IsKnown(type) || at is not { } occurredAt)
        {
            return false;
        }

        builder.AddEvent(type, occurredAt, string.IsNullOrEmpty(product) ? null : product);
        return true;
    }

    private readonly bool TryReadText(List<string> texts)
    {
        if (texts.Count == ScoresRequestReader.MaxCustomers || _json.Text() is not { Length: > 0 } text)
        {
            return false;
        }

        texts.Add(text);
        return true;
    }

    /// <summary>Reads an array entry by entry; null is one without.</summary>
    private bool TryReadAll<T>(T into, ReadEntry<T> tryRead)
    {
        if (!_json.Is(JsonTokenType.StartArray))
        {
            return _json.Is(JsonTokenType.Null);
        }

        while (_json.NextEntry())
        {
            if (!tryRead(ref this, into))
            {
                return false;
            }
        }

        return true;
    }
}
