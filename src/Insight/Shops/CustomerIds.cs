using System.Security.Cryptography;
using System.Text;

namespace Insight.Shops;

/// <summary>
/// The identity of a customer: the shop's own id where there is one, else <c>e_</c> and a keyed hash of the e-mail.
/// Addresses are never stored in clear.
/// </summary>
public static class CustomerIds
{
    /// <summary><c>e_</c> + the first 128 bits of HMAC-SHA256(salt, trimmed lower-case address) in hexadecimal.</summary>
    public static string FromEmail(ReadOnlySpan<byte> salt, string email)
    {
        var bytes = Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant());
        return "e_" + Convert.ToHexStringLower(HMACSHA256.HashData(salt, bytes).AsSpan(0, 16));
    }
}
