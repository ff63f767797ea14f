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
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => await ReadOptionalAsync<T>(request, cancellationToken).ConfigureAwait(false)
            ?? throw Empty();

    /// <summary>The same, where an empty body means null.</summary>
    public static ValueTask<T?> ReadOptionalAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => ReadBodyAsync(request, Parse<T>, cancellationToken);

    /// <summary>The same for a caller with a way of its own to read what is written plainly.</summary>
    /// <param name="tryRead">Reads the body or returns null; then it is read as <typeparamref name="TSent"/>.</param>
    /// <param name="read">Reads what was sent.</param>
    public static async ValueTask<TRead> ReadAsync<TSent, TRead>(
        HttpRequest request, Func<ReadOnlySpan<byte>, TRead?> tryRead, Func<TSent, TRead> read, CancellationToken cancellationToken)
        where TSent : class
        where TRead : class =>
        await ReadBodyAsync(request, body => tryRead(body) ?? read(Parse<TSent>(body)), cancellationToken).ConfigureAwait(false) ?? throw Empty();

    /// <summary>The same where what is read is what was sent.</summary>
    public static ValueTask<T> ReadAsync<T>(HttpRequest request, Func<ReadOnlySpan<byte>, T?> tryRead, CancellationToken cancellationToken)
        where T : class => ReadAsync<T, T>(request, tryRead, static sent => sent, cancellationToken);

    private static async ValueTask<T?> ReadBodyAsync<T>(HttpRequest request, Func<ReadOnlySpan<byte>, T?> parse, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        var (bytes, length) = (Array.Empty<byte>(), 0);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var received = read.Buffer;
                try
                {
                    if (length + received.Length > MaxBytes)
                    {
                        throw TooLarge();
                    }

                    var complete = read.IsCompleted || length + received.Length == request.ContentLength;
                    if (complete && length == 0 && received.IsSingleSegment)
                    {
                        return Read(request, received.FirstSpan, parse); // where the server has it
                    }

                    bytes = WithRoom(bytes, length, (int)received.Length);
                    received.CopyTo(bytes.AsSpan(length));
                    length += (int)received.Length;
                    if (complete)
                    {
                        return Read(request, bytes.AsSpan(0, length), parse);
                    }
                }
                finally
                {
                    request.BodyReader.AdvanceTo(received.End);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The same bytes in an array from the pool that takes <paramref name="more"/> behind the first <paramref name="length"/>.</summary>
    private static byte[] WithRoom(byte[] bytes, int length, int more)
    {
        if (length + more <= bytes.Length)
        {
            return bytes;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + more, 2 * bytes.Length));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private static T? Read<T>(HttpRequest request, ReadOnlySpan<byte> body, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class => Json(request, body) is { IsEmpty: false } json ? parse(json) : null;

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
