using System.Text;

namespace Insight.Lake;

/// <summary>The order of keys as DuckDB has it: by the bytes of UTF-8.</summary>
internal static class KeyOrder
{
    public static int Compare(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
