using DuckDB.NET.Data;
using Insight.Shops;

namespace Insight.Ingestion.Staging;

/// <summary>Gives DuckDB the function <c>email_id(address)</c>, so that no address gets further than the row it stands in.</summary>
internal static class EmailIds
{
    public static void Register(DuckDBConnection connection, Shop shop) =>
        connection.RegisterScalarFunction<string, string>("email_id", (columns, result, rows) =>
        {
            for (ulong row = 0; row < rows; row++)
            {
                var email = columns[0].IsValid(row) ? columns[0].GetValue<string>(row) : string.Empty;
                result.WriteValue(email.Contains('@', StringComparison.Ordinal) ? CustomerIds.FromEmail(shop.Salt.Span, email) : string.Empty, row);
            }
        });
}
