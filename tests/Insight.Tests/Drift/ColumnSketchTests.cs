using System.Text.Json;
using Insight.Drift;

namespace Insight.Tests.Drift;

public sealed class ColumnSketchTests
{
    [Fact]
    public void Of_FewValues_IsExact()
    {
        var sketch = ColumnSketch.Of("x", [3, 1, double.NaN, 1, 2]);
        Assert.Equal((4, 1), (sketch.Known, sketch.Missing));
        Assert.Equal([1, 2, 3], sketch.Points);
        Assert.Equal([0, 0.5, 0.75], sketch.Below);
        Assert.Equal([0.5, 0.75, 1], sketch.UpTo);
        Assert.Equal([1, 2, 3], sketch.Edges); // 10 to 50 %, 60 and 70 %, 80 and 90 %
    }

    [Fact]
    public void Of_ManyValues_HasThe2PercentQuantiles()
    {
        var sketch = ColumnSketch.Of("x", Enumerable.Range(1, 1_000).Select(i => (double)i));
        Assert.Equal([1, .. Enumerable.Range(1, 50).Select(i => 20.0 * i)], sketch.Points);
        Assert.Equal(Enumerable.Range(1, 9).Select(i => 100.0 * i), sketch.Edges);
        Assert.Equal((0.019, 0.02), (sketch.Below[1], sketch.UpTo[1]));
    }

    [Fact]
    public void Of_NothingKnown_IsEmpty() => Assert.Empty(ColumnSketch.Of("x", [double.NaN]).Points);

    [Fact]
    public void Json_KeepsEveryDigit()
    {
        var sketch = ColumnSketch.Of("x", [1.0 / 3, 0.1f, 2e7]);
        Assert.Equivalent(sketch, JsonSerializer.Deserialize<ColumnSketch>(JsonSerializer.Serialize(sketch, JsonSerializerOptions.Web), JsonSerializerOptions.Web), strict: true);
    }
}
