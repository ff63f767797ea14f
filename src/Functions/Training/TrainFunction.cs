using Insight.Registry;
using Insight.Shops;
using Insight.Training;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Insight.Functions.Training;

/// <summary>Trains one model of one run.</summary>
public sealed class TrainFunction(ShopDirectory shops, ModelTrainer trainer, ILogger<TrainFunction> logger)
{
    [Function("Train")]
    public async Task RunAsync([QueueTrigger("training")] TrainingMessage message, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(ShopId.Parse(message.Shop), cancellationToken).ConfigureAwait(false) is null)
        {
            Log.ShopGone(logger, "training", message.Shop);
            return;
        }

        await trainer.TrainAsync(message, cancellationToken).ConfigureAwait(false);
    }
}
