using Insight.Lake;
using Insight.Shops;
using Insight.Storage;
using Microsoft.Extensions.Options;

namespace Insight.Ingestion;

/// <summary>Takes back what an upload brought. The dropped file and its quarantine stay; a retry brings the rows again.</summary>
public sealed class IngestionRetraction(InsightStorage storage, IngestionLedger ledger, LakeRetraction lake, TimeProvider time, IOptions<LakeOptions> options)
{
    /// <summary>May be repeated. Waits for whoever writes the shop's lake.</summary>
    /// <returns>The receipt as it stands now: <see cref="IngestionStatus.Retracted"/>, or running when the upload is still being worked on; null for an unknown id.</returns>
    public async Task<IngestionReceipt?> RunAsync(Shop shop, string id, CancellationToken cancellationToken)
    {
        var receipt = await ledger.FindAsync(shop.Id, id, cancellationToken).ConfigureAwait(false);
        if (receipt is null or { Status: IngestionStatus.Retracted or IngestionStatus.Running })
        {
            return receipt;
        }

        var lease = await CommitterLease.AcquireAsync(storage, shop.Id, time, options.Value.LeaseDuration, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            var snapshot = receipt.Commit is { } commit ? (await lake.RunAsync(shop, commit, stop.Token).ConfigureAwait(false)).Id : receipt.Snapshot;

            // After the commit: who dies in between has left a receipt that says done, and is asked again.
            return await ledger.RetractAsync(shop.Id, id, found => found with
            {
                Status = IngestionStatus.Retracted,
                Snapshot = snapshot,
                Message = "What this file brought was taken back; rows that other files brought too stay. POST …/retry brings it in again.",
            }, cancellationToken).ConfigureAwait(false);
        }
    }
}
