using System.IO.Compression;
using Insight.Features;
using Insight.Profiles;
using Insight.Tests.Features;

namespace Insight.Tests.Profiles;

public sealed class HistoryCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_IsExactlyThat()
    {
        foreach (var history in Histories.Random(200, seed: 3).Select(Histories.Browsed).Append(Histories.Of()).Append(Histories.Of(Histories.Order("1", new DateOnly(2021, 1, 1), 5))))
        {
            var read = HistoryCodec.Read(history.CustomerId, HistoryCodec.Write(history));
            Assert.Equal(history.CustomerId, read.CustomerId);
            Assert.Equal(history.Orders, read.Orders);
            Assert.Equal(history.Browsing, read.Browsing);
            Assert.Equal(history.Trail, read.Trail);
        }
    }

    [Fact]
    public void Read_FormatsOfOrdersOnly_GiveTheOrders()
    {
        var history = Histories.Of(Histories.Order("a", new DateOnly(2021, 1, 1), 0.1 + 0.2), Histories.Order("b", new DateOnly(2021, 1, 3), 0, returned: 7));
        var orders = HistoryCodec.Write(history)[1..^3]; // no browsing day, no product, no step
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            brotli.Write(orders);
        }

        foreach (var bytes in (byte[][])[[2, .. orders], [1, .. compressed.ToArray()]])
        {
            var read = HistoryCodec.Read("c", bytes);
            Assert.Equal(history.Orders, read.Orders);
            Assert.Empty(read.Browsing);
            Assert.Empty(read.Trail);
        }
    }

    [Fact]
    public void Write_AFullTrail_TakesLittleRoom()
    {
        var at = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var trail = Enumerable.Range(0, CustomerHistory.MostTrail).Select(i => new Interaction($"{85_000 + (i % 40)}", at.AddSeconds(i * 7919), (InteractionKind)(i % 3)));
        Assert.InRange(HistoryCodec.Write(Histories.Of() with { Trail = [.. trail] }).Length, 100, 1_200);
    }

    [Fact]
    public void Read_AnotherVersion_IsRefused()
    {
        var bytes = HistoryCodec.Write(Histories.Of(Histories.Order("a", new DateOnly(2021, 1, 1), 0.1 + 0.2)));
        bytes[0] = 99;
        Assert.Contains("99", Assert.Throws<InvalidDataException>(() => HistoryCodec.Read("c", bytes)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => HistoryCodec.Read("c", []));
    }
}
