namespace Insight.Shops;

/// <summary>The shop is not in the state that the call supposes: its name is taken, or the settings changed since they were read.</summary>
/// <param name="preconditionFailed">True when the caller's If-Match did not hold.</param>
public sealed class ShopConflictException(string message, bool preconditionFailed = false) : Exception(message)
{
    public bool PreconditionFailed { get; } = preconditionFailed;
}
