using Insight.LocalHost.Commands;
using Insight.LocalHost.Hosting;
using Insight.LocalHost.Try;

namespace Insight.LocalHost.Tests.Demo;

public sealed class TryRequestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("insight-tests").FullName;

    [Fact]
    public void Read_Folder_DropsMappingsFirstAndKeepsSubfolders()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        File.WriteAllText(Path.Combine(_folder, "a", "x.csv"), "1");
        File.WriteAllText(Path.Combine(_folder, "y.csv"), "1");
        File.WriteAllText(Path.Combine(_folder, "y.csv.mapping.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, ".hidden"), "1");

        var request = TryRequest.Read(CommandLine.Parse(["try", _folder, "--currency", "GBP", "--as-of", "2010-08-31", "--horizon", "90"]));

        Assert.Equal(["y.csv.mapping.json", "a/x.csv", "y.csv"], request.Files.Select(file => file.Name));
        Assert.Equal("GBP", request.Currency);
        Assert.Equal(new DateOnly(2010, 8, 31), request.AsOf);
        Assert.Equal(90, request.HorizonDays);
    }

    [Theory]
    [InlineData("--currency", "euro")]
    [InlineData("--time-zone", "Atlantis")]
    [InlineData("--as-of", "31.08.2010")]
    [InlineData("--horizon", "0")]
    public void Read_WrongValue_NamesTheOption(string option, string value)
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "1");

        var error = Assert.Throws<LocalHostException>(() => TryRequest.Read(CommandLine.Parse(["try", _folder, option, value])));

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_SaysSo() =>
        Assert.Throws<LocalHostException>(() => TryRequest.Read(CommandLine.Parse(["try", Path.Combine(_folder, "nothing.csv")])));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
