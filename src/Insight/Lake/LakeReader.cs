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
    /// year is scored at its own end. In a shop without such orders the end of the day of the last event; null where none has a clock.
    /// </summary>
    public Task<Cutoff?> DataCutoffAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var last = Latest($"SELECT max(ordered_at) FROM orders WHERE customer_id IS NOT NULL AND ordered_at <= {TimeLiteral(now)}")
            ?? (HasRows(LakeTable.Events) ? Latest($"SELECT max(occurred_at) FROM events WHERE occurred_at <= {TimeLiteral(now)}") : null);
        if (last is not { } time)
        {
            return Task.FromResult<Cutoff?>(null);
        }

        var endOfDay = Cutoff.EndOf(Shop, Shop.DayOf(Utc(time)));
        return Task.FromResult<Cutoff?>(endOfDay.At <= now ? endOfDay : Cutoff.AtInstant(Shop, now));
    }

    /// <summary>The history of every customer who has an order, without trails, ordered by customer id; nothing after <paramref name="until"/>.</summary>
    public IAsyncEnumerable<CustomerHistory> ReadHistoriesAsync(Cutoff? until, CancellationToken cancellationToken) =>
        ReadHistoriesAsync(until, HistoryContent.Features, cancellationToken);

    /// <summary>Histories ordered by customer id; nothing after <paramref name="until"/>, of browsing whole days only.</summary>
    public async IAsyncEnumerable<CustomerHistory> ReadHistoriesAsync(Cutoff? until, HistoryContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var cutoff = until ?? Cutoff.AtInstant(Shop, _time.GetUtcNow());
        var hasEvents = HasRows(LakeTable.Events);
        using var orders = Rows("Lake/Sql/histories.sql", cutoff, true, ReadOrder);
        using var browsing = Rows("Lake/Sql/browsing.sql", cutoff, content >= HistoryContent.Features && hasEvents, ReadBrowsing);
        using var trails = Rows("Lake/Sql/trails.sql", cutoff, content >= HistoryContent.Everything && (hasEvents || HasRows(LakeTable.OrderLines)), ReadTrail);
        var read = 0;
        while (TextOrder.First(orders.Next, TextOrder.First(browsing.Next, trails.Next)) is { } customer)
        {
            if (read++ % 256 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var history = new CustomerHistory { CustomerId = customer, Orders = Sorted(orders.Take(customer)), Browsing = browsing.Take(customer), Trail = trails.Take(customer) };
            if (content == HistoryContent.Everything || history.Orders.Count > 0)
            {
                yield return history;
            }
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
        foreach (var interaction in Connection.Query(Until("Lake/Sql/owned_interactions.sql", until ?? Cutoff.AtInstant(Shop, _time.GetUtcNow())), ReadInteraction))
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

    /// <summary>An ordered query on a connection of its own, because several are read at once; without rows where it is not asked.</summary>
    private CustomerRows<T> Rows<T>(string path, Cutoff until, bool isAsked, Func<DuckDBDataReader, (string, T)> read)
    {
        return new CustomerRows<T>(isAsked ? Ask() : []);

        IEnumerable<(string, T)> Ask()
        {
            using var connection = Connection.Duplicate();
            connection.Open();
            connection.Execute($"SET TimeZone={DuckDb.Literal(Shop.TimeZone.Id)}");
            foreach (var row in connection.Query(Until(path, until), read))
            {
                yield return row;
            }
        }
    }

    /// <summary>A query with what it looks up to.</summary>
    private static string Until(string path, Cutoff until) => SqlText.Load(path)
        .Replace("$until", TimeLiteral(until.At), StringComparison.Ordinal)
        .Replace("$day", "DATE '" + until.LastFullDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "'", StringComparison.Ordinal)
        .Replace("$most", CustomerHistory.MostTrail.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private bool HasRows(LakeTable table) => Snapshot.RowsOf(table).Any();

    private DateTime? Latest(string sql) => Connection.Query(sql, reader => reader.IsDBNull(0) ? (DateTime?)null : reader.GetDateTime(0)).Single();

    private static List<HistoryOrder> Sorted(List<HistoryOrder> orders)
    {
        // DuckDB's collation and .NET's ordinal order agree on time; ties on order id are settled here.
        orders.Sort(CustomerHistory.Compare);
        return orders;
    }

    private (string Customer, HistoryOrder Order) ReadOrder(DuckDBDataReader reader)
    {
        var orderedAt = Utc(reader.GetDateTime(2));
        return (reader.GetString(0), new HistoryOrder(
            reader.GetString(1), orderedAt, Shop.DayOf(orderedAt),
            HistoryOrder.Settle(reader.GetDouble(3)), HistoryOrder.Settle(reader.GetDouble(4)), HistoryOrder.Settle(reader.GetDouble(5)), Number(reader, 6)));
    }

    private static (string Customer, BrowsingDay Day) ReadBrowsing(DuckDBDataReader reader) => (
        reader.GetString(0), new BrowsingDay(DateOnly.FromDateTime(reader.GetDateTime(1)), Number(reader, 2), Number(reader, 3), Number(reader, 4), Number(reader, 5)));

    private static (string Customer, Interaction Interaction) ReadTrail(DuckDBDataReader reader) => (
        reader.GetString(0), new Interaction(reader.GetString(1), reader.IsDBNull(2) ? null : Utc(reader.GetDateTime(2)), (InteractionKind)reader.GetInt32(3)));

    private static ShopInteraction ReadInteraction(DuckDBDataReader reader) => new(
        reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : Utc(reader.GetDateTime(3)), (InteractionKind)reader.GetInt32(4));

    private static int Number(DuckDBDataReader reader, int column) => Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static string TimeLiteral(DateTimeOffset time) =>
        "TIMESTAMP '" + time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "'";
}
