using Insight.Shops;

namespace Insight.Tests.Shops;

public sealed class ShopKeyTests
{
    [Theory]
    [InlineData(KeyScope.Read, KeyScope.Read, true)]
    [InlineData(KeyScope.Read, KeyScope.Write, false)]
    [InlineData(KeyScope.Write, KeyScope.Read, true)]
    [InlineData(KeyScope.Write, KeyScope.Write, true)]
    [InlineData(KeyScope.Publishable, KeyScope.Read, false)]
    [InlineData(KeyScope.Publishable, KeyScope.Write, false)]
    public void Allows_WriteIncludesRead_PublishableNeither(KeyScope has, KeyScope needed, bool allowed) =>
        Assert.Equal(allowed, new ShopKey(ShopId.Parse("shop"), "id", has, DateTimeOffset.UnixEpoch).Allows(needed));
}
