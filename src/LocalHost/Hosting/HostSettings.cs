using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Insight.LocalHost.Hosting;

/// <summary>The part of host.json that LocalHost follows; what the file leaves out has the Functions host's default.</summary>
internal sealed record HostSettings
{
    /// <summary>Stands before every route.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Null means without limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Messages fetched at once, 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The next batch is fetched when no more than this many messages are being worked on.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Attempts before a message goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>The wait after a failed attempt.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether messages are base64 (the Functions host's default) or plain text.</summary>
    public bool Base64Messages { get; init; } = true;

    /// <summary>Blobs worked on at once, per function.</summary>
    public int BlobParallelism { get; init; } = 8;

    /// <summary>Attempts before a blob is reported to the poison queue.</summary>
    public int PoisonBlobThreshold { get; init; } = 5;

    /// <exception cref="LocalHostException">The file is missing, or a value cannot be read.</exception>
    public static HostSettings Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new LocalHostException($"host.json is missing: expected it at {path}.");
        }

        var json = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
        var queues = json.GetSection("extensions:queues");
        var blobs = json.GetSection("extensions:blobs");
        var defaults = new HostSettings();
        return defaults with
        {
            RoutePrefix = json["extensions:http:routePrefix"] ?? defaults.RoutePrefix,
            FunctionTimeout = json["functionTimeout"] == "-1" ? null : Time(json.GetSection("functionTimeout"), defaults.FunctionTimeout!.Value),
            BatchSize = Number(queues.GetSection("batchSize"), defaults.BatchSize, 1, 32),
            NewBatchThreshold = Number(queues.GetSection("newBatchThreshold"), defaults.NewBatchThreshold, 0, 1000),
            MaxDequeueCount = Number(queues.GetSection("maxDequeueCount"), defaults.MaxDequeueCount, 1, 1000),
            VisibilityTimeout = Time(queues.GetSection("visibilityTimeout"), defaults.VisibilityTimeout),
            MaxPollingInterval = Time(queues.GetSection("maxPollingInterval"), defaults.MaxPollingInterval),
            Base64Messages = !string.Equals(queues["messageEncoding"], "none", StringComparison.OrdinalIgnoreCase),
            BlobParallelism = Number(blobs.GetSection("maxDegreeOfParallelism"), defaults.BlobParallelism, 1, 1000),
            PoisonBlobThreshold = Number(blobs.GetSection("poisonBlobThreshold"), defaults.PoisonBlobThreshold, 1, 1000),
        };
    }

    private static int Number(IConfigurationSection setting, int fallback, int least, int most)
    {
        if (setting.Value is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new LocalHostException($"host.json: {setting.Path} is '{text}', expected a whole number from {least} to {most}.");
    }

    private static TimeSpan Time(IConfigurationSection setting, TimeSpan fallback)
    {
        if (setting.Value is not { } text)
        {
            return fallback;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero
            ? time
            : throw new LocalHostException($"host.json: {setting.Path} is '{text}', expected a time such as 00:00:15.");
    }
}
