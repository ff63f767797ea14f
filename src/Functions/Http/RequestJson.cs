using System.Buffers;
using System.Text.Json;
using Insight.Shops;
using Microsoft.AspNetCore.Http;

namespace Insight.Functions.Http;

/// <summary>Reads a request's JSON within a limit, and says where it is wrong.</summary>
internal static class RequestJson
{
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="ProblemException">413 or 415.</exception>
    /// <exception cref="InvalidFieldsException">No JSON, or not of this shape.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => await ReadOptionalAsync<T>(request, cancellationToken).ConfigureAwait(false)
            ?? throw Empty();

    /// <summary>The same, where an empty body means null.</summary>
    public static Task<T?> ReadOptionalAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, Parse<T>, cancellationToken);

    /// <summary>The same for a caller with a way of its own to read what is written plainly.</summary>
    /// <param name="tryRead">Reads the body or returns null; then it is read as <typeparamref name="TSent"/>.</param>
    /// <param name="read">Reads what was sent.</param>
    public static async Task<TRead> ReadAsync<TSent, TRead>(
        HttpRequest request, Func<ReadOnlySpan<byte>, TRead?> tryRead, Func<TSent, TRead> read, CancellationToken cancellationToken)
        where TSent : class
        where TRead : class =>
        await ReadAsync(request, body => tryRead(body) ?? read(Parse<TSent>(body)), cancellationToken).ConfigureAwait(false) ?? throw Empty();

    private static async Task<T?> ReadAsync<T>(HttpRequest request, Func<ReadOnlySpan<byte>, T?> parse, CancellationToken cancellationToken)
        where T : class
    {
        var (bytes, length) = await ReadBytesAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return Json(request, bytes.AsSpan(0, length)) is { IsEmpty: false } body ? parse(body) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>What is JSON of a body.</summary>
    private static ReadOnlySpan<byte> Json(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..]; // the byte order mark that some editors write
        }

        return body.IsEmpty || request.HasJsonContentType()
            ? body
            : throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Not JSON", $"Content-Type is '{request.ContentType}'; expected application/json.");
    }

    private static T Parse<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, ApiJson.Requests)
                ?? throw new InvalidFieldsException("$", "null was found; expected a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidFieldsException(Field(e.Path), Describe(e));
        }
    }

    /// <summary>The body in an array from the pool, which the caller gives back.</summary>
    private static async Task<(byte[] Bytes, int Length)> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        // One byte more than was announced: the read that finds the end wants room too.
        var bytes = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 4095) + 1);
        var length = 0;
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length > MaxBytes)
                {
                    throw TooLarge();
                }

                if (length == bytes.Length)
                {
                    bytes = Grown(bytes);
                }
            }

            return (bytes, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    private static byte[] Grown(byte[] bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private static InvalidFieldsException Empty() => new("$", "The body is empty; expected a JSON object.");

    private static ProblemException TooLarge() => ProblemException.TooLarge($"The body is larger than {MaxBytes} bytes; send less at once.");

    /// <summary><c>$.customers[2].orders</c> → <c>customers[2].orders</c>.</summary>
    private static string Field(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Describe(JsonException e)
    {
        var place = FormattableString.Invariant($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        if (e.InnerException is JsonException)
        {
            return $"This is not JSON ({place}).";
        }

        return e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)
            ? $"There is no such field ({place}); GET /api/v1/openapi.json lists the fields."
            : $"The value has the wrong type or form ({place}).";
    }
}
