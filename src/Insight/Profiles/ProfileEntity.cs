using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Insight.Features;
using Insight.Shops;

namespace Insight.Profiles;

/// <summary>
/// The row of table <c>Profiles</c>: <c>Profile</c> (JSON), <c>History0…</c> with <c>HistoryParts</c> (the codec's bytes, split at the service's 64 KiB a
/// property), <c>Hash</c> of both, and beside them what every refresh changes although it has nothing new to say: <c>Snapshot</c>, <c>SnapshotVersion</c> (of
/// the lake it was made from) and <c>UpdatedAt</c>.
/// </summary>
internal static class ProfileEntity
{
    public const string Hash = "Hash";
    public const string SnapshotVersion = "SnapshotVersion";
    public const string UpdatedAt = "UpdatedAt";

    private const string Profile = "Profile";
    private const string Snapshot = "Snapshot";
    private const string Parts = "HistoryParts";
    private const int PartBytes = 60 * 1024;

    /// <summary>Far enough below the 1 MiB of an entity. Binary counts as it is, text twice its length.</summary>
    private const int MaxParts = 10;

    public static TableEntity Write(ShopId shop, CustomerProfile profile, CustomerHistory history, long snapshotVersion)
    {
        var id = history.CustomerId;
        var bytes = HistoryCodec.Write(history);
        var parts = bytes.Chunk(PartBytes).ToList();
        if (parts.Count > MaxParts)
        {
            parts = [];
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(profile with { UpdatedAt = default, Snapshot = null }, ProfileJson.Default.CustomerProfile);
        var entity = new TableEntity(ProfileKeys.Partition(shop, id), ProfileKeys.Row(id))
        {
            [Profile] = Encoding.UTF8.GetString(content),
            [Hash] = ContentHash(content, bytes),
            [Snapshot] = profile.Snapshot,
            [SnapshotVersion] = snapshotVersion,
            [UpdatedAt] = profile.UpdatedAt,
            [Parts] = parts.Count,
        };
        for (var i = 0; i < parts.Count; i++)
        {
            entity[PartName(i)] = parts[i];
        }

        return entity;
    }

    /// <exception cref="InvalidDataException">The row is not one of this format, or belongs to another customer.</exception>
    public static StoredProfile Read(TableEntity entity, string customerId)
    {
        var profile = JsonSerializer.Deserialize(entity.GetString(Profile) ?? "null", ProfileJson.Default.CustomerProfile);
        if (profile?.CustomerId != customerId)
        {
            throw new InvalidDataException($"The row {entity.PartitionKey}/{entity.RowKey} holds {(profile is null ? "no profile" : "another customer's profile")}.");
        }

        profile = profile with { UpdatedAt = entity.GetDateTimeOffset(UpdatedAt) ?? profile.UpdatedAt, Snapshot = entity.GetString(Snapshot) ?? profile.Snapshot };
        var parts = Enumerable.Range(0, entity.GetInt32(Parts) ?? 0).Select(i => entity.GetBinary(PartName(i)) ?? []).ToList();
        return new StoredProfile(profile, parts.Count == 0 ? null : HistoryCodec.Read(customerId, [.. parts.SelectMany(part => part)]));
    }

    /// <summary>Upper estimate of what the service counts for an entity: keys and texts as UTF-16, a fixed amount a property.</summary>
    public static int Size(TableEntity entity) =>
        4 + ((entity.PartitionKey.Length + entity.RowKey.Length) * 2) + entity.Sum(pair => 24 + (pair.Key.Length * 2) + pair.Value switch
        {
            string text => text.Length * 2,
            byte[] bytes => bytes.Length,
            _ => 16,
        });

    /// <summary>Equal when a refresh has nothing new to say.</summary>
    private static long ContentHash(byte[] profile, byte[] history)
    {
        byte[] both = [.. profile, .. history];
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(both));
    }

    private static string PartName(int index) => string.Create(CultureInfo.InvariantCulture, $"History{index}");
}
