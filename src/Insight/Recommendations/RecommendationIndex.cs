using System.IO.Compression;
using System.Text;

namespace Insight.Recommendations;

/// <summary>
/// What a recommending version knows beside its graph: which product an index stands for, and neighbours of products, from which come reasons, similar products and what is bought together.
/// Stored beside <c>model.onnx</c> as <c>explainer</c> is by other models.
/// </summary>
public sealed class RecommendationIndex
{
    private const byte Format = 1;

    /// <summary>By index, those with most interactions first.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>By index: what people went on to, the closest first.</summary>
    public required IReadOnlyList<Neighbour[]> Next { get; init; }

    /// <summary>By index: what lies in the same basket or session, the closest first.</summary>
    public required IReadOnlyList<Neighbour[]> Together { get; init; }

    /// <summary>By index: days after which the product is usually bought again by the same customer, the median drawn towards the shop's where few came back; NaN where it is not bought again, and in data without a clock.</summary>
    public required IReadOnlyList<float> RepeatDays { get; init; }

    /// <summary>What it takes of memory, about: texts, lists and neighbours.</summary>
    internal long EstimateBytes() =>
        Products.Sum(product => 40L + (2 * product.Length)) + (100L * Products.Count) + (8L * (Next.Sum(neighbours => (long)neighbours.Length) + Together.Sum(neighbours => (long)neighbours.Length)));

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new BinaryWriter(zip, Encoding.UTF8))
        {
            writer.Write(Format);
            writer.Write7BitEncodedInt(Products.Count);
            foreach (var product in Products)
            {
                writer.Write(product);
            }

            foreach (var days in RepeatDays)
            {
                writer.Write(days);
            }

            Write(writer, Next);
            Write(writer, Together);
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">Another version wrote it, or it is damaged.</exception>
    public static RecommendationIndex Read(byte[] bytes)
    {
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new BinaryReader(zip, Encoding.UTF8);
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"The index of recommendations has format {format}, expected {Format}.");
        }

        var products = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] = reader.ReadString();
        }

        var repeat = new float[products.Length];
        for (var i = 0; i < repeat.Length; i++)
        {
            repeat[i] = reader.ReadSingle();
        }

        return new RecommendationIndex { Products = products, RepeatDays = repeat, Next = Read(reader, products.Length), Together = Read(reader, products.Length) };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<Neighbour[]> all)
    {
        foreach (var neighbours in all)
        {
            writer.Write7BitEncodedInt(neighbours.Length);
            foreach (var (product, strength) in neighbours)
            {
                writer.Write7BitEncodedInt(product);
                writer.Write(strength);
            }
        }
    }

    private static Neighbour[][] Read(BinaryReader reader, int products)
    {
        var all = new Neighbour[products][];
        for (var i = 0; i < products; i++)
        {
            all[i] = new Neighbour[reader.Read7BitEncodedInt()];
            for (var k = 0; k < all[i].Length; k++)
            {
                all[i][k] = new Neighbour(reader.Read7BitEncodedInt(), reader.ReadSingle());
            }
        }

        return all;
    }
}
