using System.Runtime.CompilerServices;
using System.Text;

namespace Insight.Reports;

/// <summary>
/// HTML or SVG under construction. What stands in the braces of an interpolated text is escaped, numbers are written invariantly, and
/// only another <see cref="Markup"/> goes in as it is: so what a shop's file contains cannot become markup.
/// </summary>
internal sealed class Markup
{
    internal StringBuilder Text { get; } = new();

    public static Markup Of(MarkupHandler content)
    {
        var markup = new Markup();
        markup.Text.Append(content.Text);
        return markup;
    }

    public Markup Add([InterpolatedStringHandlerArgument("")] MarkupHandler content)
    {
        // The handler wrote into this very instance.
        _ = content;
        return this;
    }

    public Markup Add(Markup other)
    {
        Text.Append(other.Text);
        return this;
    }

    public override string ToString() => Text.ToString();
}
