using Insight.Reports;

namespace Insight.Tests.Reports;

public sealed class ScoredCustomersCsvTests
{
    [Fact]
    public void Read_QuotedAndBlankFields()
    {
        var customer = Assert.Single(ScoredCustomersCsv.Read(new StringReader(
            "customer_id,orders,revenue,recency_days,rfm_group,segment,purchase_probability,expected_value,basis\r\n\"a,\"\"b\"\"\nc\",3,12.5,,At risk,,0.25,,prior\r\n")));

        Assert.Equal("a,\"b\"\nc", customer.CustomerId);
        Assert.Equal(3, customer.Orders);
        Assert.Equal(12.5, customer.Revenue);
        Assert.Null(customer.RecencyDays);
        Assert.Equal(0.25, customer.PurchaseProbability);
        Assert.Null(customer.ExpectedValue);
        Assert.Equal("prior", customer.Basis);
    }

    [Fact]
    public void Read_MissingColumn_NamesIt()
    {
        var error = Assert.Throws<FormatException>(() => ScoredCustomersCsv.Read(new StringReader("customer_id,orders\n1,2\n")).ToList());

        Assert.Contains("'revenue'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotANumber_NamesRecordAndColumn()
    {
        var error = Assert.Throws<FormatException>(() => ScoredCustomersCsv.Read(new StringReader("customer_id,orders,revenue,rfm_group,basis\n1,2,much,New,prior\n")).ToList());

        Assert.Contains("record 2, column revenue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Empty_IsEmpty() => Assert.Empty(ScoredCustomersCsv.Read(new StringReader(string.Empty)));
}
