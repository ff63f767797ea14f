using System.Text;
using System.Text.Json;
using Insight.Ingestion;

namespace Insight.Tests.Ingestion.Reading;

public sealed class JsonObjectsTests
{
    private static readonly object[] Objects =
    [
        new { id = 1, text = "a } b ] \" \\ c", nested = new { list = new[] { 1, 2 }, empty = "" } },
        new { id = 2, text = "line\nline", nested = new { list = Array.Empty<int>(), empty = "{" } },
        new { id = 3, text = "苹果, é", nested = new { list = new[] { 3 }, empty = "[,]" } },
    ];

    public static TheoryData<string, string> Layouts()
    {
        var lines = Objects.Select(one => JsonSerializer.Serialize(one)).ToList();
        var pretty = Objects.Select(one => JsonSerializer.Serialize(one, new JsonSerializerOptions { WriteIndented = true })).ToList();
        return new TheoryData<string, string>
        {
            { "lines", string.Join('\n', lines) },
            { "array on one line", $"[{string.Join(',', lines)}]" },
            { "array, one object a line", $"[\n{string.Join(",\n", lines)}\n]\n" },
            { "array, commas in front", $"[\n{string.Join("\n, ", lines)}\n]\n" },
            { "pretty array", JsonSerializer.Serialize(Objects, new JsonSerializerOptions { WriteIndented = true }) },
            { "pretty array of Windows", JsonSerializer.Serialize(Objects, new JsonSerializerOptions { WriteIndented = true }).ReplaceLineEndings("\r\n") },
            { "pretty objects", string.Join('\n', pretty) },
            { "pretty objects with commas", string.Join(",\n", pretty) },
        };
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task AnyLayout_GivesTheSameRows(string name, string text)
    {
        foreach (var most in new[] { 2, 3, 50, 100_000 })
        {
            var content = Encoding.UTF8.GetBytes(text);

            var table = await ReadTable.OneAsync(new DribblingStream(content, most), content.Length);

            Assert.True(table.Unreadable.Count == 0, name);
            Assert.Equal(["id", "text", "nested"], table.Columns);
            Assert.Equal(
                Objects.Select(one => JsonSerializer.SerializeToElement(one)).Select(one => (one.GetProperty("id").GetRawText(), one.GetProperty("text").GetString(), one.GetProperty("nested").GetRawText())),
                table.Rows.Select(row => (row.Values[0]!, row.Values[1], JsonSerializer.Serialize(JsonDocument.Parse(row.Values[2]!).RootElement))));
        }
    }

    [Fact]
    public async Task LongArray_ComesInPieces()
    {
        var text = "[" + string.Join(",\n", Enumerable.Range(1, 30_000).Select(i => $"{{\n  \"id\": {i},\n  \"text\": \"{new string('x', i % 50)}\"\n}}")) + "]";

        var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text), ReadTable.Options(chunkBytes: 100_000));

        Assert.Equal(Enumerable.Range(1, 30_000), table.Rows.Select(row => int.Parse(row.Values[0]!, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("[{\"a\":1},\n{\"a\":2},\n{\"a\":", new[] { "1", "2" }, new[] { "3 {\"a\":" })]
    [InlineData("[{\"a\":1}, 5, \"x\", {\"a\":2}]", new[] { "1", "2" }, new[] { "2 5, \"x\"" })]
    [InlineData("[{\"a\":1},\n{\"a\":\"never closed},\n{\"a\":3}]", new[] { "1", "3" }, new[] { "2 {\"a\":\"never closed}" })]
    [InlineData("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", new[] { "1", "3" }, new[] { "2 {\"a\":" })]
    public async Task WhatIsNoObject_IsUnreadable_AndTheRestIsRead(string text, string[] rows, string[] unreadable)
    {
        var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(rows, table.Lines);
        Assert.Equal(unreadable, table.Unreadable.Select(line => $"{line.Row} {line.Text.TrimEnd(' ', ',')}"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\n]\n")]
    [InlineData("[{}]")]
    [InlineData("{\"a\"\n{\"b\"\n")]
    public async Task NoObjects_AreRefused(string text)
    {
        var refusal = await Assert.ThrowsAsync<UploadRefusedException>(() => ReadTable.OneAsync(Encoding.UTF8.GetBytes(text)));

        Assert.Contains("JSON", refusal.Message, StringComparison.Ordinal);
    }
}
