using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Insight.Shops;

namespace Insight.Profiles;

/// <summary>Where a customer's profile stands in the table. Two customers never share a key, and the same customer has the same key for good.</summary>
internal static class ProfileKeys
{
    /// <summary>Partitions of a shop. A partition takes 2,000 entities a second; changing the number would move every profile.</summary>
    public const int Buckets = 64;

    private const char Escape = '!';

    /// <summary>Keys may have 1 KiB of UTF-16, that is 512 characters; longer ones are hashed.</summary>
    private const int MaxLength = 400;

    public static string Partition(ShopId shop, string customerId) => Partition(shop, Bucket(customerId));

    public static string Partition(ShopId shop, int bucket) => string.Create(CultureInfo.InvariantCulture, $"{shop}~{bucket:x2}");

    /// <summary>From the first byte of SHA-256, which no runtime version changes.</summary>
    public static int Bucket(string customerId) => SHA256.HashData(Encoding.Unicode.GetBytes(customerId))[0] % Buckets;

    /// <summary>
    /// ASCII letters, digits, <c>- _ .</c> stand for themselves and every other UTF-16 unit is <c>!</c> and four hexadecimal digits, so none of the
    /// characters that the service forbids occurs. A key that would be too long is <c>!h</c> and the id's SHA-256; the empty id is <c>!e</c>.
    /// </summary>
    public static string Row(string customerId)
    {
        if (customerId.Length == 0)
        {
            return "!e";
        }

        var row = new StringBuilder(customerId.Length);
        foreach (var c in customerId)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            {
                row.Append(c);
            }
            else
            {
                row.Append(Escape).Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }

            if (row.Length > MaxLength)
            {
                return "!h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(customerId)));
            }
        }

        return row.ToString();
    }
}
