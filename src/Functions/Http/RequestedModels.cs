using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>The field <c>models</c> of requests.</summary>
internal static class RequestedModels
{
    /// <summary>Each once, in the order in which they are trained; all for none.</summary>
    /// <param name="known">Those that the call can answer.</param>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? sent, IReadOnlyList<string> known)
    {
        for (var i = 0; i < (sent?.Count ?? 0); i++)
        {
            if (!known.Contains(sent![i]))
            {
                throw new InvalidFieldsException($"models[{i}]", $"'{sent[i]}' is not answered here; expected some of {string.Join(", ", known)}.");
            }
        }

        return sent is null or { Count: 0 } ? known : [.. known.Where(sent.Contains)];
    }
}
