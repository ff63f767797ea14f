namespace Insight.Lake;

/// <summary>The rows of a query that is ordered by customer, taken customer by customer.</summary>
internal sealed class CustomerRows<T> : IDisposable
{
    private readonly IEnumerator<(string Customer, T Row)> _rows;

    public CustomerRows(IEnumerable<(string Customer, T Row)> rows)
    {
        _rows = rows.GetEnumerator();
        Advance();
    }

    /// <summary>Whose row is next; null at the end.</summary>
    public string? Next { get; private set; }

    /// <summary>All rows of a customer if they are next, else none.</summary>
    public List<T> Take(string customer)
    {
        var taken = new List<T>();
        while (Next == customer)
        {
            taken.Add(_rows.Current.Row);
            Advance();
        }

        return taken;
    }

    public void Dispose() => _rows.Dispose();

    private void Advance() => Next = _rows.MoveNext() ? _rows.Current.Customer : null;
}
