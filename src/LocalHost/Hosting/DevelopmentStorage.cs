using System.Data.Common;

namespace Insight.LocalHost.Hosting;

/// <summary>What a connection string of local storage says; any other is refused.</summary>
internal static class DevelopmentStorage
{
    public const string Default = "UseDevelopmentStorage=true";

    /// <summary>The ports of blobs, queues and tables.</summary>
    /// <exception cref="LocalHostException">The string names no storage on this machine.</exception>
    public static (int Blob, int Queue, int Table) Ports(string connectionString)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException exception)
        {
            throw new LocalHostException("The storage connection string cannot be read: expected name=value pairs separated by semicolons.", exception);
        }

        if (parts.TryGetValue("UseDevelopmentStorage", out var use) && string.Equals(use as string, "true", StringComparison.OrdinalIgnoreCase)
            && !parts.ContainsKey("DevelopmentStorageProxyUri"))
        {
            return (10000, 10001, 10002);
        }

        return (Port("BlobEndpoint"), Port("QueueEndpoint"), Port("TableEndpoint"));

        int Port(string name)
        {
            var found = parts.TryGetValue(name, out var value) ? value as string : null;
            return Uri.TryCreate(found, UriKind.Absolute, out var uri) && uri.IsLoopback
                ? uri.Port
                : throw new LocalHostException(
                    $"LocalHost refuses this storage: its {name} is {(uri is null ? "not given" : uri.Host)}, expected an address of this machine. LocalHost has development keys and is never to touch real data.");
        }
    }
}
