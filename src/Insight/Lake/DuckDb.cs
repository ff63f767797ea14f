using System.Globalization;
using DuckDB.NET.Data;

namespace Insight.Lake;

/// <summary>Opening DuckDB within the machine's limits, and the few lines of ADO.NET that everybody needs.</summary>
internal static class DuckDb
{
    /// <summary>Threads of one database.</summary>
    public static int Threads { get; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>An in-memory database that spills into <paramref name="spillFolder"/>, with its session in the given zone.</summary>
    /// <param name="keptMegabytes">
    /// Memory that tables leave and the next ones take again, until the database is closed. Where many tables follow each other, giving it back to the system and taking it anew is a
    /// seventh of all processor time.
    /// </param>
    public static DuckDBConnection Open(string spillFolder, string timeZone, int memoryMegabytes, int keptMegabytes = 0)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();

        // No checkpoints: in memory they compress tables that live for a few statements, up to a second at a time.
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"SET temp_directory={Literal(spillFolder)}; SET memory_limit='{memoryMegabytes}MB'; SET block_allocator_memory='{keptMegabytes}MB'; SET threads={Threads}; SET TimeZone={Literal(timeZone)}; SET preserve_insertion_order=true; SET checkpoint_threshold='1TB';"));
        connection.Execute(SqlText.Load("Lake/Sql/macros.sql"));
        return connection;
    }

    /// <summary>Another connection to the same database, in the same zone: for statements beside each other.</summary>
    public static DuckDBConnection Beside(this DuckDBConnection connection)
    {
        var beside = connection.Duplicate();
        beside.Open();
        beside.Execute($"SET TimeZone={Literal(connection.Scalar<string>("SELECT current_setting('TimeZone')"))}");
        return beside;
    }

    public static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static IEnumerable<T> Query<T>(this DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    public static T Scalar<T>(this DuckDBConnection connection, string sql) => connection.Query(sql, reader => reader.GetFieldValue<T>(0)).Single();

    /// <summary>A text as an SQL literal: for paths and names that DuckDB takes no parameters for.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A column name of somebody's file as an SQL identifier.</summary>
    public static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
