using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Insight.Reports;

/// <summary>Receives the pieces of an interpolated text for <see cref="Markup"/>. There is no catch-all overload: what cannot be written safely does not compile.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    public MarkupHandler(int literalLength, int formattedCount) => Text = new StringBuilder(literalLength + (formattedCount * 8));

    public MarkupHandler(int literalLength, int formattedCount, Markup target)
    {
        _ = (literalLength, formattedCount);
        Text = target.Text;
    }

    internal StringBuilder Text { get; }

    public void AppendLiteral(string text) => Text.Append(text);

    public void AppendFormatted(string? text) => Text.Append(WebUtility.HtmlEncode(text));

    /// <summary>A coordinate or size: two decimals are a hundredth of a pixel.</summary>
    public void AppendFormatted(double value) => Text.Append((Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(long value) => Text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Markup markup) => Text.Append(markup.Text);
}
