using System.IO.Compression;
using System.Text;
using Insight.Features;

namespace Insight.Profiles;

/// <summary>
/// A history as bytes: a version byte, then the number of orders and their columns one after the other, where it is long under Brotli (alike values stand together
/// and compress): order ids, ticks since the order before, days in the shop's zone since the day before, revenue, returned value and units as doubles, numbers of
/// products. Reading gives exactly what was written.
/// </summary>
internal static class HistoryCodec
{
    private const byte Compressed = 1, Plain = 2;
    private const int Quality = 4, Window = 18;

    /// <summary>Up to here there is little to gain, and setting up the encoder costs more than all else in a row.</summary>
    private const int PlainBytes = 512;

    public static byte[] Write(CustomerHistory history)
    {
        // Compressed in one piece: the stream would close a block after every number.
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(history.Orders.Count);
            foreach (var order in history.Orders)
            {
                writer.Write(order.OrderId);
            }

            long before = 0;
            foreach (var order in history.Orders)
            {
                writer.Write7BitEncodedInt64(order.OrderedAt.UtcTicks - before);
                before = order.OrderedAt.UtcTicks;
            }

            var day = 0;
            foreach (var order in history.Orders)
            {
                writer.Write7BitEncodedInt(order.Day.DayNumber - day);
                day = order.Day.DayNumber;
            }

            WriteDoubles(writer, history, order => order.Revenue);
            WriteDoubles(writer, history, order => order.Returned);
            WriteDoubles(writer, history, order => order.Units);
            foreach (var order in history.Orders)
            {
                writer.Write7BitEncodedInt(order.Products);
            }
        }

        if (plain.Length <= PlainBytes)
        {
            return [Plain, .. plain.GetBuffer().AsSpan(0, (int)plain.Length)];
        }

        var bytes = new byte[1 + BrotliEncoder.GetMaxCompressedLength(checked((int)plain.Length))];
        bytes[0] = Compressed;
        return BrotliEncoder.TryCompress(plain.GetBuffer().AsSpan(0, (int)plain.Length), bytes.AsSpan(1), out var length, Quality, Window)
            ? bytes[..(1 + length)]
            : throw new InvalidOperationException($"A history of {plain.Length} bytes did not fit the room that Brotli asked for.");
    }

    /// <exception cref="InvalidDataException">Another version wrote it.</exception>
    public static CustomerHistory Read(string customerId, byte[] bytes)
    {
        if (bytes.Length == 0 || bytes[0] is not (Compressed or Plain))
        {
            throw new InvalidDataException($"The stored history of a customer has format {(bytes.Length == 0 ? "none" : bytes[0])}, expected {Compressed} or {Plain}.");
        }

        using var stream = new MemoryStream(bytes, 1, bytes.Length - 1);
        using Stream content = bytes[0] == Compressed ? new BrotliStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new BinaryReader(content, Encoding.UTF8);
        var count = reader.Read7BitEncodedInt();
        var ids = Read(count, reader.ReadString);
        long at = 0;
        var times = Read(count, () => new DateTimeOffset(at += reader.Read7BitEncodedInt64(), TimeSpan.Zero));
        var day = 0;
        var days = Read(count, () => DateOnly.FromDayNumber(day += reader.Read7BitEncodedInt()));
        var revenue = Read(count, reader.ReadDouble);
        var returned = Read(count, reader.ReadDouble);
        var units = Read(count, reader.ReadDouble);
        var products = Read(count, reader.Read7BitEncodedInt);
        var orders = new HistoryOrder[count];
        for (var i = 0; i < count; i++)
        {
            orders[i] = new HistoryOrder(ids[i], times[i], days[i], revenue[i], returned[i], units[i], products[i]);
        }

        return new CustomerHistory { CustomerId = customerId, Orders = orders };
    }

    private static void WriteDoubles(BinaryWriter writer, CustomerHistory history, Func<HistoryOrder, double> value)
    {
        foreach (var order in history.Orders)
        {
            writer.Write(value(order));
        }
    }

    private static T[] Read<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }
}
