using System.Text;
using Insight.Testing;

namespace Insight.Soak;

/// <summary>Two dirty exports that overlap by a third: what is in the lake before, and what is dropped when hosts die or race.</summary>
internal static class SoakFiles
{
    private const int Rows = 15_000;

    public static readonly byte[] Before = Part(0, 2);

    public static readonly byte[] Dropped = Part(1, 3);

    private static byte[] Part(int from, int until)
    {
        using var text = new StringWriter();
        new DirtyLines(seed: 3, Rows).Write(text, Rows);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Encoding.UTF8.GetBytes(DirtyLines.Header + string.Join('\n', lines[(from * lines.Length / 3)..(until * lines.Length / 3)]) + "\n");
    }
}
