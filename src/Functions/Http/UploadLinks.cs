using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Functions.Http;

/// <summary>Makes addresses to which one file can be written, and nothing else done, for an hour.</summary>
public sealed class UploadLinks(InsightStorage storage, TimeProvider time)
{
    private const int MaxNameLength = 500;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Clocks of caller and storage may differ a little.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    internal async Task<UploadLink> CreateAsync(ShopId shop, string? name, CancellationToken cancellationToken)
    {
        Validate(name);
        var blob = storage.Container(Names.Containers.Uploads).GetBlobClient($"{shop}/{name}");
        var now = time.GetUtcNow();
        var expiresAt = now + Lifetime;
        var sas = new BlobSasBuilder(BlobSasPermissions.Create | BlobSasPermissions.Write, expiresAt)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = now - ClockSkew,
        };
        var address = blob.CanGenerateSasUri
            ? blob.GenerateSasUri(sas)
            : await SignWithIdentityAsync(blob, sas, cancellationToken).ConfigureAwait(false);
        return new UploadLink(blob.Name, address.AbsoluteUri, expiresAt);
    }

    private async Task<Uri> SignWithIdentityAsync(BlobClient blob, BlobSasBuilder sas, CancellationToken cancellationToken)
    {
        var key = await storage.Blobs.GetUserDelegationKeyAsync(sas.StartsOn, sas.ExpiresOn, cancellationToken).ConfigureAwait(false);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key.Value, storage.Blobs.AccountName) }.ToUri();
    }

    /// <summary>Refuses names that could leave the shop's folder or that storage and tools treat unlike others.</summary>
    internal static void Validate(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw Invalid("Nothing was found; expected the file's name.");
        }

        if (name.Length > MaxNameLength)
        {
            throw Invalid($"It has {name.Length} characters; expected at most {MaxNameLength}.");
        }

        if (name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\\' or '?' or '#'))
        {
            throw Invalid("It holds a control character, a backslash, ?, # or a character outside Unicode's basic plane; expected letters, digits and the like.");
        }

        if (name.Split('/').Any(segment => segment.Length == 0 || segment.EndsWith('.') || segment.Trim().Length != segment.Length))
        {
            throw Invalid("Expected names between single slashes, without a slash at either end and none that ends with a dot or has blanks around it.");
        }
    }

    private static InvalidFieldsException Invalid(string message) => new("name", message);
}
