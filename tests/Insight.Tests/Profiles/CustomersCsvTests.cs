using Insight.Profiles;

namespace Insight.Tests.Profiles;

public sealed class CustomersCsvTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("=1+1")]
    [InlineData("comma, \"quote\" and\r\nline")]
    [InlineData(" blank ")]
    [InlineData("\"")]
    public async Task Line_AnyId_ReadsBackUnaltered(string id)
    {
        var line = CustomersCsv.Line(Profile(id));
        var second = CustomersCsv.Line(Profile("next"));
        using var reader = new StringReader(line + CustomersCsv.NewLine + second + CustomersCsv.NewLine);

        var first = await CustomersCsv.ReadAsync(reader, CancellationToken.None);
        Assert.Equal(line, first!.Value.Record);
        Assert.Equal(id, first.Value.Fields[CustomersCsv.Id]);
        Assert.Equal("Loyal", first.Value.Fields[CustomersCsv.Group]);
        Assert.Equal(16, first.Value.Fields.Count);
        Assert.Equal("next", (await CustomersCsv.ReadAsync(reader, CancellationToken.None))!.Value.Fields[0]);
        Assert.Null(await CustomersCsv.ReadAsync(reader, CancellationToken.None));
    }

    [Fact]
    public void Line_EveryColumn_StandsAsTheContractNamesIt() => Assert.Equal(
        "c1,3,0.30000000000000004,10,1,33.5,Loyal,Regulars,0.25,0.5,0.75,2021-08-01T00:00:00Z,100,50,200,baseline",
        CustomersCsv.Line(Profile("c1")));

    private static CustomerProfile Profile(string id) => new()
    {
        CustomerId = id,
        Orders = 3,
        Revenue = 0.1 + 0.2,
        Currency = "EUR",
        Rfm = new RfmScore(10, 1, 33.5, 3, 4, 4, "Loyal"),
        Segment = new SegmentScore(1, "Regulars"),
        Purchase = new PurchaseScore(0.25, 0.5, 90, 0.75, new DateTimeOffset(2021, 8, 1, 2, 0, 0, TimeSpan.FromHours(2)), "model"),
        Value = new ValueScore(100, 50, 200, 90, "baseline"),
        Model = new Dictionary<string, string>(),
        Snapshot = "s1",
        AsOf = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
