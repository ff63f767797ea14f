using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace Insight.Ingestion;

/// <summary>Finds and reads the <c>&lt;file&gt;.mapping.json</c> that lies beside an upload.</summary>
internal static class MappingStore
{
    private const string Suffix = ".mapping.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static bool IsMapping(string blobName) => blobName.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file that a mapping is for.</summary>
    public static string TargetOf(string mappingName) => mappingName[..^Suffix.Length];

    /// <summary>The mapping of an upload, or null when none was dropped.</summary>
    /// <exception cref="MappingNeededException">It is there but not a mapping; the message says where.</exception>
    public static async Task<Mapping?> FindAsync(BlobContainerClient uploads, string blobName, CancellationToken cancellationToken)
    {
        try
        {
            var content = await uploads.GetBlobClient(blobName + Suffix).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return Parse(content.Value.Content);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <exception cref="MappingNeededException">It is no mapping; the message says where.</exception>
    public static Mapping Parse(BinaryData content)
    {
        try
        {
            return JsonSerializer.Deserialize<Mapping>(content, Json) is { Columns: not null, Missing: not null } mapping && mapping.Missing.All(text => text is not null)
                ? mapping
                : throw new MappingNeededException("The mapping.json holds null where an object or a list is needed: expected such as {\"table\": \"order_lines\", \"columns\": {…}, \"missing\": [\"NA\"]}. Correct it and drop it again.", null);
        }
        catch (JsonException e)
        {
            throw new MappingNeededException(
                $"The mapping.json cannot be read at {e.Path ?? "its start"} (line {e.LineNumber + 1}): {e.Message.Split(". Path")[0].TrimEnd('.')}. Correct it and drop it again.", null);
        }
    }
}
