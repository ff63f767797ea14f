using Insight.Features;
using Insight.Profiles;
using Insight.Tests.Features;

namespace Insight.Tests.Profiles;

public sealed class HistoryCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_IsExactlyThat()
    {
        foreach (var history in Histories.Random(200, seed: 3).Append(Histories.Of()))
        {
            var read = HistoryCodec.Read(history.CustomerId, HistoryCodec.Write(history));
            Assert.Equal(history.CustomerId, read.CustomerId);
            Assert.Equal(history.Orders, read.Orders);
        }
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
