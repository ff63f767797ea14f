using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Tests.Samples;

public sealed class TimerSample(Recorder recorder)
{
    [Function("Nightly")]
    public void Nightly([TimerTrigger("0 30 2 * * *")] TimerInfo timer) => recorder.Add($"nightly {timer.ScheduleStatus?.Next:HH:mm}");

    [Function("EverySecond")]
    public async Task EverySecond([TimerTrigger("%SampleSchedule%", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken)
    {
        recorder.Add("tick begins" + (timer.IsPastDue ? " late" : string.Empty));
        await Task.Delay(TimeSpan.FromSeconds(1.5), cancellationToken);
        recorder.Add("tick ends");
    }

    [Function("Warm")]
    public void Warm([WarmupTrigger] object context) => recorder.Add("warm " + (context is not null));
}
