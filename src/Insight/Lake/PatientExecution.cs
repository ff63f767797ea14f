using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Insight.Lake;

/// <summary>
/// Runs statements as the engine does, task by task, but sleeps while other threads have the last tasks: the engine itself asks again and again, which is a seventh of the processor time of an
/// ingestion. Source: pending results of DuckDB's C interface.
/// </summary>
internal static partial class PatientExecution
{
    private const string Engine = "duckdb";
    private const int NotReady = 1;
    private const int NoTasks = 3;

    /// <summary>So often it is asked before sleeping: most waits are shorter than a sleep.</summary>
    private const int Patience = 100;

    /// <exception cref="InvalidOperationException">A statement failed; the message is the engine's.</exception>
    public static void ExecutePatiently(this DuckDBConnection connection, string sql)
    {
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(connection.NativeConnection, sql, out var statements);
        using (statements)
        {
            if (count <= 0)
            {
                throw new InvalidOperationException(NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements));
            }

            for (var index = 0; index < count; index++)
            {
                var state = NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(connection.NativeConnection, statements, index, out var statement);
                using (statement)
                {
                    if (state != DuckDBState.Success)
                    {
                        throw new InvalidOperationException(NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
                    }

                    Execute(statement);
                }
            }
        }
    }

    private static void Execute(DuckDBPreparedStatement statement)
    {
        // What fails here is told by the result of the execution.
        _ = Begin(statement, out var pending);
        var result = default(Result);
        try
        {
            Wait(pending);
            if (Finish(pending, out result) != 0)
            {
                throw new InvalidOperationException(Marshal.PtrToStringUTF8(ErrorOf(ref result)) ?? Marshal.PtrToStringUTF8(PendingErrorOf(pending)));
            }
        }
        finally
        {
            Destroy(ref result);
            Destroy(ref pending);
        }
    }

    private static void Wait(nint pending)
    {
        for (var asked = 0; Step(pending) is (NotReady or NoTasks) and var state;)
        {
            asked = state == NoTasks ? asked + 1 : 0;
            if (asked > Patience)
            {
                Thread.Sleep(1);
            }
        }
    }

    [LibraryImport(Engine, EntryPoint = "duckdb_pending_prepared")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Begin(DuckDBPreparedStatement statement, out nint pending);

    [LibraryImport(Engine, EntryPoint = "duckdb_pending_execute_task")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Step(nint pending);

    [LibraryImport(Engine, EntryPoint = "duckdb_execute_pending")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Finish(nint pending, out Result result);

    [LibraryImport(Engine, EntryPoint = "duckdb_pending_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint PendingErrorOf(nint pending);

    [LibraryImport(Engine, EntryPoint = "duckdb_result_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint ErrorOf(ref Result result);

    [LibraryImport(Engine, EntryPoint = "duckdb_destroy_result")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void Destroy(ref Result result);

    [LibraryImport(Engine, EntryPoint = "duckdb_destroy_pending")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void Destroy(ref nint pending);

    /// <summary>Room for <c>duckdb_result</c>, six words that are nobody's business here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 48)]
    private struct Result;
}
