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

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var body = read.Buffer;
            try
            {
                if (body.Length > MaxBytes)
                {
                    throw TooLarge();
                }

                if (read.IsCompleted)
                {
                    return Read(request, body, parse);
                }
            }
            finally
            {
                request.BodyReader.AdvanceTo(read.IsCompleted ? body.End : body.Start, body.End);
            }
        }
    }

    private static T? Read<T>(HttpRequest request, in ReadOnlySequence<byte> body, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class
    {
        if (body.IsSingleSegment)
        {
            return Read(request, body.FirstSpan, parse);
        }

        var length = (int)body.Length;
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(bytes);
            return Read(request, bytes.AsSpan(0, length), parse);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
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
