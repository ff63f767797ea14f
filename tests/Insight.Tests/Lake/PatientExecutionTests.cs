using Insight.Lake;

namespace Insight.Tests.Lake;

public sealed class PatientExecutionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("insight-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ExecutePatiently_SeveralStatements_RunInOrder()
    {
        using var connection = DuckDb.Open(_folder.FullName, "UTC", 200);

        connection.ExecutePatiently("CREATE TABLE numbers AS SELECT range AS n FROM range(1000000); CREATE TABLE sums AS SELECT n % 10 AS k, sum(n) AS s FROM numbers GROUP BY 1");

        Assert.Equal(499_999_500_000, connection.Scalar<long>("SELECT sum(s)::BIGINT FROM sums"));
    }

    [Theory]
    [InlineData("SELEC 1", "SELEC")]
    [InlineData("SELECT * FROM nothing", "nothing")]
    [InlineData("CREATE TABLE numbers AS SELECT CAST(CASE WHEN range < 900000 THEN '1' ELSE 'many' END AS INTEGER) AS n FROM range(1000000)", "many")]
    public void ExecutePatiently_StatementThatFails_SaysWhy(string sql, string expected)
    {
        using var connection = DuckDb.Open(_folder.FullName, "UTC", 200);

        Assert.Contains(expected, Assert.Throws<InvalidOperationException>(() => connection.ExecutePatiently(sql)).Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.Scalar<int>("SELECT 1"));
    }
}
