using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Tests.Samples;

public sealed class QueueSample(Recorder recorder)
{
    [Function("Work")]
    public async Task Work([QueueTrigger("sample-work")] OrderMessage message, long dequeueCount, CancellationToken cancellationToken)
    {
        recorder.Add($"start {message.Id} {dequeueCount}");
        await Task.Delay(TimeSpan.FromSeconds(message.Seconds), cancellationToken);
        recorder.Add($"end {message.Id}");
    }

    [Function("Fail")]
    public void Fail([QueueTrigger("sample-fail")] string message)
    {
        recorder.Add("fail " + message);
        throw new InvalidOperationException("always");
    }

    [Function("FailPoison")]
    public void FailPoison([QueueTrigger("sample-fail-poison")] string message) => recorder.Add("poison " + message);
}
