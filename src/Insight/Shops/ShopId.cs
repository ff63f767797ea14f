using System.Diagnostics.CodeAnalysis;

namespace Insight.Shops;

/// <summary>A shop's name in addresses and paths: 2 to 40 lower-case letters, digits and inner dashes.</summary>
public readonly record struct ShopId
{
    private readonly string? _value;

    private ShopId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("An empty ShopId was used; make one with ShopId.Parse.");

    /// <exception cref="FormatException">Not a shop name; says what was found and what is expected.</exception>
    public static ShopId Parse(string value) => TryParse(value, out var shop)
        ? shop
        : throw new FormatException($"'{value}' is not a shop name: expected 2 to 40 lower-case letters, digits and dashes, without a dash at either end.");

    public static bool TryParse([NotNullWhen(true)] string? value, out ShopId shop)
    {
        shop = default;
        if (value is not { Length: >= 2 and <= 40 } || value[0] == '-' || value[^1] == '-')
        {
            return false;
        }

        foreach (var c in value)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        shop = new ShopId(value);
        return true;
    }

    public override string ToString() => Value;
}
