using System.Text.RegularExpressions;

namespace Insight.Features;

/// <summary>Codes that shops write where a product would stand: postage, fees, vouchers, corrections. The lake's macro <c>is_non_product</c> says the same in SQL.</summary>
public static partial class NonProducts
{
    /// <summary>Of the code in lower case; both engines read it alike.</summary>
    internal const string Pattern =
        @"^(post|postage|dot|d|m|s|b|c2|cruk|pads|manual|carriage|shipping|versand|porto|bank charges|amazonfee|adjust[0-9]*|discount|rabatt|fee|voucher|giftcard|gift_.*|test[0-9]+|sample|samples)\z";

    /// <summary>Such codes begin with a letter, and most ids of products with a digit.</summary>
    public static bool Contains(string productId) => string.CompareOrdinal(productId, "A") >= 0 && Codes().IsMatch(productId);

    [GeneratedRegex(Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Codes();
}
