using System.IO.Compression;
using System.Text;

namespace Insight.Tests.Ingestion.Reading;

/// <summary>Zip archives in memory.</summary>
internal static class ZipFile
{
    public static byte[] Of(params ReadOnlySpan<(string Name, byte[] Content)> entries)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }

    public static byte[] Of(params ReadOnlySpan<(string Name, string Content)> entries)
    {
        var bytes = new (string, byte[])[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            bytes[i] = (entries[i].Name, Encoding.UTF8.GetBytes(entries[i].Content));
        }

        return Of(bytes);
    }
}
