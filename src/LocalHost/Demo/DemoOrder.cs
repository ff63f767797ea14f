namespace Insight.LocalHost.Demo;

internal sealed record DemoOrder(string Id, DemoCustomer Customer, int Day, DateTimeOffset OrderedAt, IReadOnlyList<DemoLine> Lines, bool Refunded)
{
    public decimal Total => Lines.Sum(line => line.UnitPrice * line.Quantity);
}

internal readonly record struct DemoLine(DemoProduct Product, int Quantity, decimal UnitPrice, bool Returned);
