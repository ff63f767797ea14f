using Insight.Learning.Tests.Training;
using Insight.Learning.Training;

namespace Insight.Learning.Tests;

/// <summary>A training in a process of its own, to be killed: <c>dotnet Insight.Learning.Tests.dll checkpoint</c>.</summary>
internal static class Program
{
    private static void Main(string[] arguments) =>
        ResumeTests.Train(new TrainerOptions { CheckpointPath = arguments[0] }, epoch =>
        {
            Console.WriteLine($"epoch {epoch.Epoch}");
            Thread.Sleep(300); // so that it is still at work when it is killed
        });
}
