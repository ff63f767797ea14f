using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Insight.Shops;
using Insight.Storage;

namespace Insight.Lake;

/// <summary>
/// The right to write a shop's lake: a lease on <c>lake/{shop}/committer.lock</c>, renewed until disposed. Who dies without
/// releasing it is replaced when it expires. <see cref="Lost"/> fires when the lease could not be kept.
/// </summary>
public sealed class CommitterLease : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private readonly BlobLeaseClient _lease;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    private CommitterLease(BlobLeaseClient lease, TimeProvider time, TimeSpan duration)
    {
        _lease = lease;
        _renewing = RenewAsync(time, duration / 3);
    }

    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits until the lease is free.</summary>
    /// <param name="duration">How long it holds unless renewed, 15 to 60 seconds.</param>
    public static async Task<CommitterLease> AcquireAsync(InsightStorage storage, ShopId shop, TimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        var blob = storage.Container(Names.Containers.Lake).GetBlobClient($"{shop}/committer.lock");
        while (true)
        {
            try
            {
                var lease = blob.GetBlobLeaseClient();
                await lease.AcquireAsync(duration, cancellationToken: cancellationToken).ConfigureAwait(false);
                return new CommitterLease(lease, time, duration);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                await CreateAsync(blob, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        try
        {
            await _lease.ReleaseAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException)
        {
            // Somebody else holds it already: nothing is left to release.
        }

        _stop.Dispose();
        _lost.Dispose();
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromString(string.Empty), overwrite: false, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another instance created it first, or already leases it.
        }
    }

    private async Task RenewAsync(TimeProvider time, TimeSpan renewal)
    {
        try
        {
            while (true)
            {
                await Task.Delay(renewal, time, _stop.Token).ConfigureAwait(false);
                await _lease.RenewAsync(cancellationToken: _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is RequestFailedException or OperationCanceledException or AggregateException or IOException)
        {
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }
}
