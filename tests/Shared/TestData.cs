using System.IO.Compression;

namespace Insight.Testing;

/// <summary>Finds the real data sets that stand beside the repository; a test that needs an absent one is skipped and says so.</summary>
internal static class TestData
{
    /// <summary>The full path of a file or folder of the data, for example <c>cdnow/CDNOW_sample.txt.gz</c>.</summary>
    public static string Path(string relative)
    {
        string? root = Root();
        Skip.If(root is null, $"No data folder: INSIGHT_TEST_DATA is not set and no folder above the tests has shared/data ('{relative}' is needed).");
        string path = System.IO.Path.Combine(root!, relative); // Skip.If has thrown otherwise
        Skip.If(!File.Exists(path) && !Directory.Exists(path), $"The data folder has no '{relative}'.");
        return path;
    }

    /// <summary>Opens a file of the data for reading, unpacked when it ends in .gz.</summary>
    public static Stream Open(string relative)
    {
        FileStream file = File.OpenRead(Path(relative));
        return relative.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string? Root()
    {
        string? configured = Environment.GetEnvironmentVariable("INSIGHT_TEST_DATA");
        if (!string.IsNullOrEmpty(configured))
        {
            return configured;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
