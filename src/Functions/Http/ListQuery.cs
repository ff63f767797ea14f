using System.Globalization;
using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>The part of a list that is asked for.</summary>
internal readonly record struct ListQuery(int Limit, string? Cursor)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    public static ListQuery Read(HttpRequest request)
    {
        var text = request.Query["limit"].ToString();
        var limit = DefaultLimit;
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw new InvalidFieldsException("limit", $"'{text}' was found; expected a number from 1 to {MaxLimit}.");
        }

        var cursor = QueryText.Read(request, "cursor");
        return cursor is null || QueryText.IsId(cursor)
            ? new ListQuery(limit, cursor)
            : throw new InvalidFieldsException("cursor", "Expected the cursor of the answer before.");
    }
}
