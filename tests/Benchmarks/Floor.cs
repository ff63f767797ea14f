using System.Reflection;
using Insight.Lake;

namespace Insight.Benchmarks;

/// <summary>The bare DuckDB script that ingestion is measured against (<c>floor.sql</c>), with the product's memory limit and threads.</summary>
internal static class Floor
{
    public static void Run(string csv, string folder, int memoryMegabytes)
    {
        Directory.CreateDirectory(folder);
        using var connection = DuckDb.Open(folder, "UTC", memoryMegabytes);
        connection.Execute("SET preserve_insertion_order=false");
        connection.Execute(Sql()
            .Replace("$csv", DuckDb.Literal(csv), StringComparison.Ordinal)
            .Replace("$order_lines", DuckDb.Literal(Path.Combine(folder, "order_lines")), StringComparison.Ordinal)
            .Replace("$orders", DuckDb.Literal(Path.Combine(folder, "orders")), StringComparison.Ordinal));
    }

    private static string Sql()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("floor.sql")!); // embedded by Benchmarks.csproj
        return reader.ReadToEnd();
    }
}
