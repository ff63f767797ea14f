using System.IO.Compression;
using System.Text;
using Insight.Features;

namespace Insight.Profiles;

/// <summary>
/// A history as bytes: a version byte, then Brotli over the orders, each as order id, the time since the order before (ticks), the day in the shop's
/// zone, revenue, returned value and units as doubles, and the number of products. Reading gives exactly what was written.
/// </summary>
internal static class HistoryCodec
{
    private const byte Version = 1;

    public static byte[] Write(CustomerHistory history)
    {
        using var stream = new MemoryStream();
        stream.WriteByte(Version);
        using (var brotli = new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(brotli, Encoding.UTF8))
        {
            writer.Write7BitEncodedInt(history.Orders.Count);
            long before = 0;
            foreach (var order in history.Orders)
            {
                writer.Write(order.OrderId);
                writer.Write7BitEncodedInt64(order.OrderedAt.UtcTicks - before);
                before = order.OrderedAt.UtcTicks;
                writer.Write7BitEncodedInt(order.Day.DayNumber);
                writer.Write(order.Revenue);
                writer.Write(order.Returned);
                writer.Write(order.Units);
                writer.Write7BitEncodedInt(order.Products);
            }
        }

        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Another version wrote it.</exception>
    public static CustomerHistory Read(string customerId, byte[] bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Version)
        {
            throw new InvalidDataException($"The stored history of a customer has format {(bytes.Length == 0 ? "none" : bytes[0])}, expected {Version}.");
        }

        using var stream = new MemoryStream(bytes, 1, bytes.Length - 1);
        using var brotli = new BrotliStream(stream, CompressionMode.Decompress);
        using var reader = new BinaryReader(brotli, Encoding.UTF8);
        var orders = new HistoryOrder[reader.Read7BitEncodedInt()];
        long before = 0;
        for (var i = 0; i < orders.Length; i++)
        {
            var id = reader.ReadString();
            before += reader.Read7BitEncodedInt64();
            orders[i] = new HistoryOrder(
                id, new DateTimeOffset(before, TimeSpan.Zero), DateOnly.FromDayNumber(reader.Read7BitEncodedInt()),
                reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.Read7BitEncodedInt());
        }

        return new CustomerHistory { CustomerId = customerId, Orders = orders };
    }
}
