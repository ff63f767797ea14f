using System.IO.Compression;
using System.Text;
using Insight.Features;

namespace Insight.Profiles;

/// <summary>
/// A history as bytes: a version byte, then orders, browsing days and trail, each as its number and its columns one after the other, where it is long under Brotli (alike
/// values stand together and compress). Orders: ids, ticks since the order before, days in the shop's zone since the day before, revenue, returned value and units as doubles, numbers
/// of products. Browsing days: days since the day before, views, carts, searches, products. Trail: the products in it, each once; of every step the place of its product among them,
/// its kind with a bit that says whether it has a clock, and ticks since the step before. Reading gives exactly what was written. The formats before held orders only.
/// </summary>
internal static class HistoryCodec
{
    private const byte CompressedOrders = 1, PlainOrders = 2, Compressed = 3, Plain = 4;
    private const byte Clock = 0x80;
    private const int Quality = 4, Window = 18;

    /// <summary>Up to here there is little to gain, and setting up the encoder costs more than all else in a row.</summary>
    private const int PlainBytes = 512;

    public static byte[] Write(CustomerHistory history)
    {
        // Compressed in one piece: the stream would close a block after every number.
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            WriteOrders(writer, history.Orders);
            WriteBrowsing(writer, history.Browsing);
            WriteTrail(writer, history.Trail);
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
        if (bytes.Length == 0 || bytes[0] is < CompressedOrders or > Plain)
        {
            throw new InvalidDataException($"The stored history of a customer has format {(bytes.Length == 0 ? "none" : bytes[0])}, expected {CompressedOrders} to {Plain}.");
        }

        using var stream = new MemoryStream(bytes, 1, bytes.Length - 1);
        using Stream content = bytes[0] is Compressed or CompressedOrders ? new BrotliStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new BinaryReader(content, Encoding.UTF8);
        var history = new CustomerHistory { CustomerId = customerId, Orders = ReadOrders(reader) };
        return bytes[0] < Compressed ? history : history with { Browsing = ReadBrowsing(reader), Trail = ReadTrail(reader) };
    }

    private static void WriteOrders(BinaryWriter writer, IReadOnlyList<HistoryOrder> orders)
    {
        writer.Write7BitEncodedInt(orders.Count);
        foreach (var order in orders)
        {
            writer.Write(order.OrderId);
        }

        long before = 0;
        foreach (var order in orders)
        {
            writer.Write7BitEncodedInt64(order.OrderedAt.UtcTicks - before);
            before = order.OrderedAt.UtcTicks;
        }

        WriteDays(writer, orders, order => order.Day);
        WriteDoubles(writer, orders, order => order.Revenue);
        WriteDoubles(writer, orders, order => order.Returned);
        WriteDoubles(writer, orders, order => order.Units);
        WriteNumbers(writer, orders, order => order.Products);
    }

    private static HistoryOrder[] ReadOrders(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var ids = Read(count, reader.ReadString);
        long at = 0;
        var times = Read(count, () => new DateTimeOffset(at += reader.Read7BitEncodedInt64(), TimeSpan.Zero));
        var days = ReadDays(reader, count);
        var revenue = Read(count, reader.ReadDouble);
        var returned = Read(count, reader.ReadDouble);
        var units = Read(count, reader.ReadDouble);
        var products = Read(count, reader.Read7BitEncodedInt);
        var orders = new HistoryOrder[count];
        for (var i = 0; i < count; i++)
        {
            orders[i] = new HistoryOrder(ids[i], times[i], days[i], revenue[i], returned[i], units[i], products[i]);
        }

        return orders;
    }

    private static void WriteBrowsing(BinaryWriter writer, IReadOnlyList<BrowsingDay> browsing)
    {
        writer.Write7BitEncodedInt(browsing.Count);
        WriteDays(writer, browsing, day => day.Day);
        WriteNumbers(writer, browsing, day => day.Views);
        WriteNumbers(writer, browsing, day => day.Carts);
        WriteNumbers(writer, browsing, day => day.Searches);
        WriteNumbers(writer, browsing, day => day.Products);
    }

    private static BrowsingDay[] ReadBrowsing(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var days = ReadDays(reader, count);
        var views = Read(count, reader.Read7BitEncodedInt);
        var carts = Read(count, reader.Read7BitEncodedInt);
        var searches = Read(count, reader.Read7BitEncodedInt);
        var products = Read(count, reader.Read7BitEncodedInt);
        return [.. days.Select((day, i) => new BrowsingDay(day, views[i], carts[i], searches[i], products[i]))];
    }

    private static void WriteTrail(BinaryWriter writer, IReadOnlyList<Interaction> trail)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in trail)
        {
            places.TryAdd(step.ProductId, places.Count);
        }

        writer.Write7BitEncodedInt(places.Count);
        foreach (var product in places.Keys.OrderBy(product => places[product]))
        {
            writer.Write(product);
        }

        writer.Write7BitEncodedInt(trail.Count);
        WriteNumbers(writer, trail, step => places[step.ProductId]);
        foreach (var step in trail)
        {
            writer.Write((byte)((byte)step.Kind | (step.At is null ? 0 : Clock)));
        }

        long before = 0;
        foreach (var step in trail)
        {
            if (step.At is { } at)
            {
                writer.Write7BitEncodedInt64(at.UtcTicks - before);
                before = at.UtcTicks;
            }
        }
    }

    private static Interaction[] ReadTrail(BinaryReader reader)
    {
        var products = Read(reader.Read7BitEncodedInt(), reader.ReadString);
        var count = reader.Read7BitEncodedInt();
        var places = Read(count, reader.Read7BitEncodedInt);
        var kinds = reader.ReadBytes(count);
        var trail = new Interaction[count];
        long at = 0;
        for (var i = 0; i < count; i++)
        {
            DateTimeOffset? time = (kinds[i] & Clock) != 0 ? new DateTimeOffset(at += reader.Read7BitEncodedInt64(), TimeSpan.Zero) : null;
            trail[i] = new Interaction(products[places[i]], time, (InteractionKind)(kinds[i] & ~Clock));
        }

        return trail;
    }

    private static void WriteDays<T>(BinaryWriter writer, IReadOnlyList<T> rows, Func<T, DateOnly> day)
    {
        var before = 0;
        WriteNumbers(writer, rows, row => -before + (before = day(row).DayNumber));
    }

    private static DateOnly[] ReadDays(BinaryReader reader, int count)
    {
        var day = 0;
        return Read(count, () => DateOnly.FromDayNumber(day += reader.Read7BitEncodedInt()));
    }

    private static void WriteNumbers<T>(BinaryWriter writer, IReadOnlyList<T> rows, Func<T, int> value)
    {
        foreach (var row in rows)
        {
            writer.Write7BitEncodedInt(value(row));
        }
    }

    private static void WriteDoubles<T>(BinaryWriter writer, IReadOnlyList<T> rows, Func<T, double> value)
    {
        foreach (var row in rows)
        {
            writer.Write(value(row));
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
