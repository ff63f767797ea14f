using Insight.Registry;
using Insight.Training.Planning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

/// <summary>Training that the host gave up ends as failed in its run's report; the champion goes on serving.</summary>
public sealed class AbandonTrainingFunction(AbandonedTraining abandoned, ILogger<AbandonTrainingFunction> logger)
{
    private const string Reason = "Training failed several times for a reason that lies with us; what served before goes on serving. Ask for training again later.";

    [Function("AbandonTraining")]
    public async Task RunAsync([QueueTrigger("training-poison")] TrainingMessage message, CancellationToken cancellationToken)
    {
        Log.TrainingAbandoned(logger, message.Model, message.Shop, message.RunId);
        await abandoned.FailAsync(message, Reason, cancellationToken).ConfigureAwait(false);
    }
}
