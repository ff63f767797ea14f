using Azure;
using Insight.Shops;

namespace Insight.Ingestion;

/// <summary>The right to work on one upload, renewed until disposed. Who dies is replaced when the claim expires.</summary>
internal sealed class IngestionClaim : IAsyncDisposable
{
    private readonly IngestionLedger _ledger;
    private readonly ShopId _shop;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly Task _renewing;
    private IngestionReceipt _receipt;
    private ETag _etag;

    public IngestionClaim(IngestionLedger ledger, ShopId shop, IngestionReceipt receipt, ETag etag, TimeSpan duration, TimeProvider time)
    {
        (_ledger, _shop, _receipt, _etag, _duration, _time) = (ledger, shop, receipt, etag, duration, time);
        _renewing = RenewAsync();
    }

    /// <summary>Fires when another instance took the upload over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Writes the final receipt.</summary>
    public async Task FinishAsync(IngestionReceipt receipt, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _receipt = receipt;
        await SaveAsync(_time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (_receipt.Status == IngestionStatus.Running && !_lost.IsCancellationRequested)
        {
            try
            {
                // Given up unfinished: free it now instead of letting the next delivery wait for the claim to expire.
                await SaveAsync(_time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
            }
            catch (RequestFailedException)
            {
                // The claim expires by itself.
            }
        }

        _stop.Dispose();
        _lost.Dispose();
        _saving.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_duration / 3, _time, _stop.Token).ConfigureAwait(false);

                // Not stopped half-way: without the ETag of what it wrote, the final receipt could not be written.
                await SaveAsync(_time.GetUtcNow() + _duration, CancellationToken.None).ConfigureAwait(false);
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

    private async Task SaveAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _etag = await _ledger.SaveAsync(_shop, _receipt, until, _etag, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }
}
