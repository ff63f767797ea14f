using Azure.Data.Tables;
using Insight.Profiles;

namespace Insight.Tests.Profiles;

public sealed class TransactionBatchTests
{
    [Fact]
    public void Fits_HundredOperations_AndNotOneMore()
    {
        var batch = new TransactionBatch("p");
        for (var i = 0; i < 100; i++)
        {
            Assert.True(batch.Fits(10));
            batch.Add(Action("p", $"{i}"), 10);
        }

        Assert.False(batch.Fits(10));
        Assert.Throws<ArgumentException>(() => batch.Add(Action("p", "100"), 10));
    }

    [Fact]
    public void Fits_BytesOfTheLargestEntities_StayBelowTheLimitEvenInBase64()
    {
        var batch = new TransactionBatch("p");
        var count = 0;
        for (; batch.Fits(620_000); count++)
        {
            batch.Add(Action("p", $"{count}"), 620_000);
        }

        Assert.InRange(count * 620_000 * 4 / 3, 1, 4 * 1024 * 1024);
        Assert.Equal(4, count);
    }

    [Fact]
    public void Add_AnotherPartition_Throws() => Assert.Throws<ArgumentException>(() => new TransactionBatch("p").Add(Action("q", "1"), 10));

    private static TableTransactionAction Action(string partition, string row) => new(TableTransactionActionType.Add, new TableEntity(partition, row));
}
