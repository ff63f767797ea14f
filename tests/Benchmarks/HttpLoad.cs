using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Insight.Benchmarks;

/// <summary>Sends one POST again and again on connections that stay open, with as little work of its own as can be.</summary>
internal sealed class HttpLoad
{
    private static readonly byte[] Good = "HTTP/1.1 200"u8.ToArray();
    private static readonly byte[] End = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Uri _host;
    private readonly byte[] _request;

    public HttpLoad(Uri host, string path, byte[] json, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n"));
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        (_host, _request) = (host, [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. json]);
    }

    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public async Task<HttpFigures> RunAsync(int connections, TimeSpan length)
    {
        var (started, used, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => RunOneAsync(started, length))));
        var answers = (double)counts.Sum();
        return new HttpFigures(
            answers / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / answers, (GC.GetTotalAllocatedBytes() - allocated) / answers);
    }

    private async Task<int> RunOneAsync(long started, TimeSpan length)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(_host.Host, _host.Port);
        var stream = client.GetStream();
        var answer = new byte[16 * 1024];
        var count = 0;
        for (; Stopwatch.GetElapsedTime(started) < length; count++)
        {
            await stream.WriteAsync(_request);
            var read = 0;
            do
            {
                var more = await stream.ReadAsync(answer.AsMemory(read));
                read = more > 0 ? read + more : throw new InvalidOperationException("The connection was closed.");
            }
            while (!answer.AsSpan(0, read).EndsWith(End)); // the answers are sent in chunks

            if (!answer.AsSpan().StartsWith(Good))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, read));
            }
        }

        return count;
    }
}
