using Insight.Registry;
using Insight.Scoring;
using Insight.Shops;

namespace Insight.Profiles;

/// <summary>The groups of a shop's customers, as the last refresh counted them.</summary>
public sealed class SegmentsService(RefreshPointers pointers)
{
    /// <returns>Null before the first refresh.</returns>
    public async Task<SegmentsReport?> FindAsync(ShopId shop, CancellationToken cancellationToken = default)
    {
        var pointer = await pointers.FindAsync(shop, cancellationToken: cancellationToken).ConfigureAwait(false);
        return pointer is null ? null : new SegmentsReport
        {
            AsOf = pointer.AsOf,
            Snapshot = pointer.Snapshot,
            Currency = pointer.Currency,
            Model = pointer.Models,
            Basis = pointer.Models.ContainsKey(ModelNames.Segments) ? Bases.Model : Bases.Prior,
            Customers = pointer.Customers,
            Segments = pointer.Segments,
            Groups = pointer.Groups,
        };
    }
}
