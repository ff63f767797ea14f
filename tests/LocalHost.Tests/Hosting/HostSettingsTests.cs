using Insight.LocalHost.Hosting;

namespace LocalHost.Tests.Hosting;

public sealed class HostSettingsTests
{
    [Fact]
    public void Load_TheRootsHostJson_HasNoPrefixAndSuitsLongMessages()
    {
        var settings = HostSettings.Load(new LocalHostOptions().HostJsonPath);

        Assert.Equal(string.Empty, settings.RoutePrefix);
        Assert.Equal((1, 0, 5), (settings.BatchSize, settings.NewBatchThreshold, settings.MaxDequeueCount));
        Assert.Null(settings.FunctionTimeout);
        Assert.True(settings.Base64Messages);
    }

    [Fact]
    public void Load_WrongValue_IsNamed()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{"extensions": {"queues": {"batchSize": 33}}}""");

            var exception = Assert.Throws<LocalHostException>(() => HostSettings.Load(path));

            Assert.Contains("queues:batchSize is '33', expected a whole number from 1 to 32", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
