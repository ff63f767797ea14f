using System.Text;
using Insight.Lake;

namespace Insight.Tests.Lake;

public sealed class TextOrderTests
{
    [Fact]
    public void Compare_IsTheOrderOfUtf8()
    {
        string[] texts = ["", "a", "ab", "b", "B", "é", "\uE000", "\uFFFD", "\uD7FF", "😀", "😀a", "𐀀", "a😀", "a\uFFFD", "10", "9"];
        foreach (var a in texts)
        {
            foreach (var b in texts)
            {
                Assert.Equal(Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))), Math.Sign(TextOrder.Compare(a, b)));
            }
        }
    }

    [Fact]
    public void First_NullStandsBehindAll()
    {
        Assert.Equal("a", TextOrder.First(null, "a"));
        Assert.Equal("a", TextOrder.First("b", "a"));
        Assert.Null(TextOrder.First(null, null));
    }
}
