namespace Insight.Lake;

/// <summary>The order in which DuckDB sorts text: by bytes of UTF-8, which is by code points. .NET's ordinal order puts what lies beyond 16 bits before U+E000.</summary>
internal static class TextOrder
{
    /// <summary>The smaller of two texts; null stands behind all.</summary>
    public static string? First(string? a, string? b) => a is null ? b : b is null || Compare(a, b) <= 0 ? a : b;

    public static int Compare(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same < a.Length && same < b.Length ? Place(a[same]).CompareTo(Place(b[same])) : a.Length.CompareTo(b.Length);
    }

    /// <summary>Surrogates, of which code points beyond 16 bits are made, behind everything else.</summary>
    private static int Place(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
}
