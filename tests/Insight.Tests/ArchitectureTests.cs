using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Insight.Tests;

/// <summary>The directions that the design promises: what scores depends neither on what trains nor on how data came in.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Insight.Onnx"] = [],
        ["Insight.Learning"] = ["Insight.Onnx"],
        ["Insight"] = ["Insight.Onnx"],
        ["Insight.Training"] = ["Insight", "Insight.Learning", "Insight.Onnx"],
        ["Functions"] = ["Insight.Training", "Insight"],
        ["LocalHost"] = ["Functions"],
    };

    [Fact]
    public void Projects_ReferenceOnlyWhatIsBelowThem()
    {
        var projects = Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == Path.GetFileNameWithoutExtension(path) && IsProduct(path)).ToList();
        Assert.Superset(new HashSet<string> { "Insight.Onnx", "Insight", "Insight.Training", "Functions", "LocalHost" }, projects.Select(Name).ToHashSet());
        foreach (var path in projects)
        {
            Assert.True(Allowed.TryGetValue(Name(path), out var allowed), $"{Name(path)} is a project without a place among the directions.");
            Assert.All(References(path, "ProjectReference").Select(Name), name => Assert.True(allowed.Contains(name), $"{Name(path)} references {name}; allowed: {string.Join(", ", allowed)}."));
        }
    }

    [Theory]
    [InlineData("Insight")]
    [InlineData("Insight.Onnx")]
    public void WhatScores_ReferencesNoTrainerAndNoHost(string project)
    {
        var path = Path.Combine(Root, "src", project, $"{project}.csproj");
        Assert.DoesNotContain(References(path, "PackageReference"), package =>
            package.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal) || package.StartsWith("LightGBM", StringComparison.OrdinalIgnoreCase)
            || (package.StartsWith("Microsoft.ML", StringComparison.Ordinal) && package != "Microsoft.ML.OnnxRuntime"));
    }

    [Theory]
    [InlineData("Scoring")]
    [InlineData("Profiles")]
    [InlineData("Registry")]
    [InlineData("Recommendations")]
    public void WhatScores_UsesNeitherIngestionNorLake(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Root, "src", "Insight", folder), "*.cs", SearchOption.AllDirectories);
        Assert.True(files.Length > 3);
        foreach (var file in files)
        {
            var code = WithoutComments(File.ReadAllText(file));
            var found = Forbidden().Match(code);
            Assert.False(found.Success, $"{Path.GetRelativePath(Root, file)} uses {found.Value}.");
            Assert.True(code.Contains($"namespace Insight.{folder}", StringComparison.Ordinal), $"{Path.GetRelativePath(Root, file)} is not in its folder's namespace.");
        }
    }

    [Theory]
    [InlineData("using Insight.Lake;", true)]
    [InlineData("var x = new Insight.Ingestion.Mapping();", true)]
    [InlineData("Lake.ShopLake lake", true)]
    [InlineData("using DuckDB.NET.Data;", true)]
    [InlineData("/// the lake's <see cref=\"Insight.Lake.ShopLake\"/>", false)]
    [InlineData("string Snapshot", false)]
    public void Forbidden_SeesUsesAndNotComments(string code, bool expected) => Assert.Equal(expected, Forbidden().IsMatch(WithoutComments(code)));

    [GeneratedRegex(@"\b(Ingestion|Lake)\.[A-Z]\w*|\bInsight\.(Ingestion|Lake)\b|\bDuckDB\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    private static List<string> References(string project, string kind) =>
        [.. XDocument.Load(project).Descendants().Where(element => element.Name.LocalName == kind).Select(element => (string?)element.Attribute("Include") ?? "").Where(name => name.Length > 0)];

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private static bool IsProduct(string path) => Path.GetRelativePath(Path.Combine(Root, "src"), path).Count(c => c == Path.DirectorySeparatorChar) == 1;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Functions.sln.");
    }
}
