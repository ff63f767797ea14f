using System.Globalization;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Insight.Features;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>
/// A shop's lake as one snapshot shows it, open for SQL: the views <c>orders</c>, <c>order_lines</c>, <c>customers</c>,
/// <c>products</c>, <c>reviews</c>, … have one row per business key. Not safe for concurrent use; open another.
/// </summary>
public sealed class LakeReader : IAsyncDisposable
{
    private readonly WorkScope _scope;
    private readonly TimeProvider _time;

    internal LakeReader(Shop shop, LakeSnapshot snapshot, DuckDBConnection connection, WorkScope scope, TimeProvider time)
    {
        Shop = shop;
        Snapshot = snapshot;
        Connection = connection;
        _scope = scope;
        _time = time;
    }

    public Shop Shop { get; }

    public LakeSnapshot Snapshot { get; }

    public DuckDBConnection Connection { get; }

    /// <summary>
    /// The time of the data: the end of the day of the last order that has a customer, but never later than now. So an export of last
    /// year is scored at its own end. Null when there is no such order.
    /// </summary>
    public Task<Cutoff?> DataCutoffAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var last = Connection.Query(
            $"SELECT max(ordered_at) FROM orders WHERE customer_id IS NOT NULL AND ordered_at <= {TimeLiteral(now)}",
            reader => reader.IsDBNull(0) ? (DateTime?)null : reader.GetDateTime(0)).Single();
        if (last is not { } time)
        {
            return Task.FromResult<Cutoff?>(null);
        }

        var endOfDay = Cutoff.EndOf(Shop, Shop.DayOf(Utc(time)));
        return Task.FromResult<Cutoff?>(endOfDay.At <= now ? endOfDay : Cutoff.AtInstant(Shop, now));
    }

    /// <summary>The history of every known customer, ordered by customer id; nothing after <paramref name="until"/>.</summary>
    public async IAsyncEnumerable<CustomerHistory> ReadHistoriesAsync(Cutoff? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        string? customer = null;
        var orders = new List<HistoryOrder>();
        foreach (var (id, order) in Connection.Query(Until("Lake/Sql/histories.sql", until), ReadOrder))
        {
            if (customer is not null && customer != id)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Complete(customer, orders);
                orders = [];
            }

            customer = id;
            orders.Add(order);
        }

        if (customer is not null)
        {
            yield return Complete(customer, orders);
        }
    }

    /// <summary>
    /// What everybody did with products, also who is no customer: owner by owner and of an owner oldest first (by time, what has no clock before the rest; then by position,
    /// kind, order and product). Nothing after <paramref name="until"/>; what has no clock is always in. Products of one order come once each, codes that are no product never.
    /// </summary>
    public async IAsyncEnumerable<ShopInteraction> ReadInteractionsAsync(Cutoff? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        string? owner = null;
        foreach (var interaction in Connection.Query(Until("Lake/Sql/owned_interactions.sql", until), ReadInteraction))
        {
            if (owner != interaction.Owner)
            {
                cancellationToken.ThrowIfCancellationRequested();
                owner = interaction.Owner;
            }

            yield return interaction;
        }
    }

    public ValueTask DisposeAsync()
    {
        Connection.Dispose();
        _scope.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A query with the moment up to which it looks, now if there is none.</summary>
    private string Until(string path, Cutoff? until) =>
        SqlText.Load(path).Replace("$until", TimeLiteral(until?.At ?? _time.GetUtcNow()), StringComparison.Ordinal);

    private static CustomerHistory Complete(string customer, List<HistoryOrder> orders)
    {
        // DuckDB's collation and .NET's ordinal order agree on time; ties on order id are settled here.
        orders.Sort(CustomerHistory.Compare);
        return new CustomerHistory { CustomerId = customer, Orders = orders };
    }

    private (string Customer, HistoryOrder Order) ReadOrder(DuckDBDataReader reader)
    {
        var orderedAt = Utc(reader.GetDateTime(2));
        return (reader.GetString(0), new HistoryOrder(
            reader.GetString(1), orderedAt, Shop.DayOf(orderedAt),
            HistoryOrder.Settle(reader.GetDouble(3)), HistoryOrder.Settle(reader.GetDouble(4)), HistoryOrder.Settle(reader.GetDouble(5)), Convert.ToInt32(reader.GetValue(6), CultureInfo.InvariantCulture)));
    }

    private static ShopInteraction ReadInteraction(DuckDBDataReader reader) => new(
        reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : Utc(reader.GetDateTime(3)), (InteractionKind)reader.GetInt32(4));

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static string TimeLiteral(DateTimeOffset time) =>
        "TIMESTAMP '" + time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "'";
}
