using Insight.Profiles;
using Insight.Shops;

namespace Insight.Tests.Profiles;

public sealed class ProfileKeysTests
{
    private const string Forbidden = "/\\#?%";

    [Fact]
    public void Row_AnyText_IsAllowedShortAndItsOwn()
    {
        var random = new Random(7);
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        var pool = "aZ09-_.!/\\#?% \t\n\u007f\u0085\u009fäß漢\ud83d\ude00'\"".ToCharArray();
        for (var i = 0; i < 20_000; i++)
        {
            var id = new string([.. Enumerable.Range(0, random.Next(0, i % 10 == 0 ? 700 : 4)).Select(_ => pool[random.Next(pool.Length)])]);
            var row = ProfileKeys.Row(id);
            Assert.InRange(row.Length, 1, 512);
            Assert.DoesNotContain(row, c => Forbidden.Contains(c, StringComparison.Ordinal) || char.IsControl(c) || c > '~');
            Assert.True(rows.TryAdd(row, id) || rows[row] == id, $"'{id}' and '{rows[row]}' share the key {row}.");
        }
    }

    [Fact]
    public void Row_LooksLikeAnotherEscape_IsNotThatOne()
    {
        Assert.NotEqual(ProfileKeys.Row("/"), ProfileKeys.Row("!002f"));
        Assert.NotEqual(ProfileKeys.Row(""), ProfileKeys.Row("!e"));
        Assert.Equal("e_0123abc", ProfileKeys.Row("e_0123abc"));
    }

    [Fact]
    public void Partition_StaysWhereItIsStored()
    {
        // Fixed for good: stored profiles lie there.
        Assert.Equal("shop~14", ProfileKeys.Partition(ShopId.Parse("shop"), "12345"));
        Assert.Equal("shop~22", ProfileKeys.Partition(ShopId.Parse("shop"), "e_漢"));
    }

    [Fact]
    public void Bucket_ManyCustomers_AreSpreadEvenly()
    {
        var counts = Enumerable.Range(10_000, 64_000).CountBy(i => ProfileKeys.Bucket($"{i}")).Select(pair => pair.Value).ToList();
        Assert.Equal(ProfileKeys.Buckets, counts.Count);
        Assert.InRange(counts.Min(), 850, 1000);
        Assert.InRange(counts.Max(), 1000, 1150);
    }
}
