using DuckDB.NET.Data;
using Insight.Features;
using Insight.Lake;

namespace Insight.Tests.Features;

/// <summary>What requests and the lake must say alike, asked of both.</summary>
public sealed class EventTypesTests : IDisposable
{
    private readonly DuckDBConnection _lake = DuckDb.Open(Path.GetTempPath(), "UTC", 256);

    public EventTypesTests() => _lake.Execute(SqlText.Load("Ingestion/Cleaning/Macros.sql"));

    [Fact]
    public void All_AreTheNamesThatIngestionGives()
    {
        var named = _lake.Query("SELECT DISTINCT event_name(word) FROM unnest(string_split_regex($$" + SqlText.Load("Ingestion/Cleaning/Macros.sql") + "$$, '[^a-z_]+')) AS words(word)", reader => reader.GetString(0)).ToList()
            .Where(name => _lake.Scalar<bool>($"SELECT is_event_name({DuckDb.Literal(name)})"));
        Assert.Equal(named.Order(StringComparer.Ordinal), EventTypes.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void KindOf_IsTheLakesMacro()
    {
        foreach (var type in EventTypes.All.Append("Teleport"))
        {
            Assert.Equal(EventTypes.KindOf(type) is { } kind ? (int)kind : null, _lake.Query($"SELECT interaction_kind('{type}')", reader => reader.IsDBNull(0) ? (int?)null : reader.GetInt32(0)).Single());
        }
    }

    [Fact]
    public void NonProducts_AreTheLakesMacro()
    {
        Assert.Contains($"'{NonProducts.Pattern}'", SqlText.Load("Lake/Sql/macros.sql"), StringComparison.Ordinal);
        foreach (var id in (string[])["POST", "post", "Dot", "85123A", "m", "M1", "C2", "c22", "gift_0001_20", "GIFT", "test", "TEST001", "adjust", "adjust2", "Bank Charges", "posters", "", "ab\nd"])
        {
            Assert.Equal(_lake.Scalar<bool>($"SELECT is_non_product({DuckDb.Literal(id)})"), NonProducts.Contains(id));
        }
    }

    public void Dispose() => _lake.Dispose();
}
