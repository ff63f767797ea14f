using System.ComponentModel.DataAnnotations;

namespace Insight.Shops;

/// <summary>What must be said to create a shop.</summary>
/// <param name="Shop">A name as <see cref="ShopId"/> takes it.</param>
/// <param name="Currency">ISO 4217 code, such as GBP.</param>
/// <param name="TimeZone">IANA zone, such as Europe/London.</param>
public sealed record NewShop([property: Required] string Shop, [property: Required] string Currency, [property: Required] string TimeZone)
{
    /// <exception cref="InvalidFieldsException">Names each field that cannot be used.</exception>
    internal ShopId Validate()
    {
        var errors = new FieldErrors();
        if (!ShopId.TryParse(Shop, out var id))
        {
            errors.Add("shop", $"'{Shop}' is not a shop name: expected 2 to 40 lower-case letters, digits and dashes, without a dash at either end.");
        }

        if (Currency is not { Length: 3 } || !Currency.All(char.IsAsciiLetterUpper))
        {
            errors.Add("currency", $"'{Currency}' is not a currency: expected an ISO 4217 code such as GBP.");
        }

        if (!ShopZone.TryFind(TimeZone, out _))
        {
            errors.Add("timeZone", ShopZone.Expected(TimeZone));
        }

        errors.ThrowIfAny();
        return id;
    }
}
