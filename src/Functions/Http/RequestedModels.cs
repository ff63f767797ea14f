using Insight.Registry;
using Insight.Shops;

namespace Insight.Functions.Http;

/// <summary>The field <c>models</c> of requests.</summary>
internal static class RequestedModels
{
    /// <summary>Each once, in the order in which they are trained; all for none.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? sent)
    {
        for (var i = 0; i < (sent?.Count ?? 0); i++)
        {
            if (!ModelNames.All.Contains(sent![i]))
            {
                throw new InvalidFieldsException($"models[{i}]", $"'{sent[i]}' is not answered here; expected some of {string.Join(", ", ModelNames.All)}.");
            }
        }

        return sent is null or { Count: 0 } ? ModelNames.All : [.. ModelNames.All.Where(sent.Contains)];
    }
}
