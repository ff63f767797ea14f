using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Insight.Registry;
using Insight.Reports;

namespace Insight.Tests.Reports;

public sealed partial class ReportPageTests
{
    [Fact]
    public void Render_Full_IsSelfContained()
    {
        var html = ReportPage.Render(FakeReport.Full());

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SameData_IsTheSameText() => Assert.Equal(ReportPage.Render(FakeReport.Full()), ReportPage.Render(FakeReport.Full()));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_Body_IsWellFormed(bool full)
    {
        // Void elements stand in the head only, so the body must parse as XML; HTML alone would forgive.
        var body = Body(ReportPage.Render(full ? FakeReport.Full() : FakeReport.Empty()));

        Assert.Equal(["revenue", "groups", "customers", "cohorts", "models", "quality"], body.Descendants("section").Select(section => (string?)section.Attribute("id")));
    }

    [Fact]
    public void Render_EveryPicture_HasTitleDescriptionAndFiniteCoordinates()
    {
        var pictures = Body(ReportPage.Render(FakeReport.Full())).Descendants("svg").ToList();

        Assert.True(pictures.Count >= 9, $"{pictures.Count} pictures");
        foreach (var picture in pictures)
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)picture.Element("title")));
            Assert.False(string.IsNullOrWhiteSpace((string?)picture.Element("desc")));
            Assert.Equal("img", (string?)picture.Attribute("role"));
            foreach (var attribute in picture.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" or "width" or "height" or "r"))
            {
                Assert.True(double.TryParse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number), $"{attribute}");
            }

            Assert.DoesNotContain("NaN", picture.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_HostileNames_AreEscaped()
    {
        const string hostile = "<script>alert(\"1\")</script>&'";
        var full = FakeReport.Full();
        var html = ReportPage.Render(full with
        {
            Shop = hostile,
            TopCustomers = [full.TopCustomers[0] with { CustomerId = hostile, RfmGroup = hostile }],
            RfmGroups = [new GroupFigures(hostile, 3, 5)],
            Segments = [new SegmentFigures(hostile, hostile, 1, 1, null, null)],
            Files = [new FileQuality(hostile, hostile, "waiting", 1, 0, 0, 1, 0, new Dictionary<string, long> { [hostile] = 1 }, hostile)],
            Models = [FakeReport.Model(ModelNames.Value, hostile, [new CandidateResult { Algorithm = hostile, Role = hostile, Metrics = new Dictionary<string, MetricValue> { [hostile] = new(1, 0, 2) } }])],
        });

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        _ = Body(html);
    }

    [Fact]
    public void Render_NothingYet_SaysWhatIsMissing()
    {
        var html = ReportPage.Render(FakeReport.Empty());

        Assert.Equal(6, NothingPattern().Count(html));
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OrdersButNoModels_ShowsRevenueAndSaysNoModel()
    {
        var full = FakeReport.Full();
        var html = ReportPage.Render(full with { Models = [], Scores = null, TopCustomers = [], Risk = null, RfmGroups = [], Segments = [] });

        Assert.Contains("Revenue and returns by month", html, StringComparison.Ordinal);
        Assert.Contains("No model yet.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Models_MarkWhatServesAndTheBest()
    {
        var body = Body(ReportPage.Render(FakeReport.Full()));
        var serving = body.Descendants("tr").Where(row => (string?)row.Attribute("class") == "serves").Select(row => row.Element("th")!.Value).ToList();

        Assert.Equal(2, serving.Count);
        Assert.StartsWith("blend", serving[0], StringComparison.Ordinal);
        // The blend has the highest AUC and the lowest log-loss and error: three columns, three best cells.
        Assert.Equal(3, body.Descendants("tr").First(row => (string?)row.Attribute("class") == "serves").Elements("td").Count(cell => ((string)cell.Attribute("class")!).Contains("best", StringComparison.Ordinal)));
    }

    [Fact]
    public void Render_Models_SayTheirDriftSinceTraining()
    {
        var html = ReportPage.Render(FakeReport.Full());
        Assert.Contains("(3,100 customers then, 3,412 now)", html, StringComparison.Ordinal);
        Assert.Contains("probability 0.07 (0.06)", html, StringComparison.Ordinal);
        Assert.Contains("1 of 2, most of all purchase_days_30 with 0.31", html, StringComparison.Ordinal);
        Assert.DoesNotContain("expected 9", html, StringComparison.Ordinal); // of a version that does not serve
    }

    [Fact]
    public void Render_Zeroes_DoNotBreakThePictures()
    {
        var full = FakeReport.Full();
        var html = ReportPage.Render(full with
        {
            Months = [new MonthFigures(new DateOnly(2025, 1, 1), 0, 0, 0, 0, 0, true)],
            RfmGroups = [new GroupFigures("New", 0, 0)],
            Cohorts = [new Cohort(new DateOnly(2025, 1, 1), 0, [0, 0]), new Cohort(new DateOnly(2025, 2, 1), 0, [0])],
            Totals = new ShopTotals(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1), 0, 0, 0, 0, 0, 0),
        });

        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
    }

    /// <summary>Writes the pages to look at, when INSIGHT_SHOW_REPORT names a folder.</summary>
    [SkippableFact]
    public void Render_Shown_WritesPages()
    {
        var folder = Environment.GetEnvironmentVariable("INSIGHT_SHOW_REPORT");
        Skip.If(string.IsNullOrEmpty(folder), "INSIGHT_SHOW_REPORT names no folder.");
        File.WriteAllText(Path.Combine(folder, "full.html"), ReportPage.Render(FakeReport.Full()));
        File.WriteAllText(Path.Combine(folder, "empty.html"), ReportPage.Render(FakeReport.Empty()));
        Assert.True(new FileInfo(Path.Combine(folder, "full.html")).Length > 10_000);
    }

    private static XElement Body(string html)
    {
        var start = html.IndexOf("<body>", StringComparison.Ordinal);
        var end = html.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length;
        return XElement.Parse(html[start..end].Replace("&nbsp;", " ", StringComparison.Ordinal));
    }

    [GeneratedRegex("class=\"nothing\"")]
    private static partial Regex NothingPattern();
}
