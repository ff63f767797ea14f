namespace Insight.Ingestion.Formats;

/// <summary>Collects column → expression pairs, leaving out what the file does not have.</summary>
internal sealed class ColumnMap : Dictionary<string, string>
{
    public ColumnMap()
        : base(StringComparer.Ordinal)
    {
    }

    public ColumnMap With(string column, string? expression)
    {
        if (expression is not null)
        {
            this[column] = expression;
        }

        return this;
    }

    /// <summary>The event by GA4's name; a file that does not say what happened tells of views, the least that can be said.</summary>
    public static string EventType(string? word) => word is null ? "'view_item'" : $"event_name({word})";

    /// <summary>The shop's own id; where it is blank or 0 (a guest), the hash of the e-mail.</summary>
    public static string? CustomerId(string? id, string? email) => (id, email) switch
    {
        (null, null) => null,
        (null, not null) => $"email_id({email})",
        (not null, null) => $"nullif(trim({id}), '0')",
        _ => $"coalesce(nullif(nullif(trim({id}), '0'), ''), email_id({email}))",
    };
}
