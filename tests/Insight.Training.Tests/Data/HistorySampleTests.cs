using Insight.Features;
using Insight.Training.Data;

namespace Insight.Training.Tests.Data;

public sealed class HistorySampleTests
{
    private static IEnumerable<CustomerHistory> Customers => Enumerable.Range(0, 500).Select(i => new CustomerHistory { CustomerId = $"c{i}", Orders = [] });

    [Fact]
    public void Add_AnyOrder_KeepsTheSame()
    {
        var (forward, backward) = (new HistorySample(50), new HistorySample(50));
        foreach (var (a, b) in Customers.Zip(Customers.Reverse()))
        {
            forward.Add(a);
            backward.Add(b);
        }

        Assert.Equal(500, forward.Seen);
        Assert.Equal(50, forward.ToList().Count);
        Assert.Equal(forward.ToList().Select(c => c.CustomerId), backward.ToList().Select(c => c.CustomerId));
    }

    [Fact]
    public void Add_Fewer_KeepsAll()
    {
        var sample = new HistorySample(1_000);
        foreach (var customer in Customers)
        {
            sample.Add(customer);
        }

        Assert.Equal(Customers.Select(c => c.CustomerId).Order(StringComparer.Ordinal), sample.ToList().Select(c => c.CustomerId));
    }
}
