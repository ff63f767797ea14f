using System.Globalization;
using Insight.Drift;

namespace Insight.Training.Planning;

/// <summary>
/// The rule by itself. Without new data nothing is done. A shop is trained when nothing was trained yet; afterwards, once its budget's time is over, when no model came of it, enough
/// orders are new, the last training is long ago, or the customers have drifted from those trained on. Otherwise new data are only scored.
/// </summary>
internal static class PlanRule
{
    /// <param name="serving">Champions there are.</param>
    /// <param name="drift">Of these, as the last refresh found it.</param>
    public static PlanDecision Decide(
        PlanEntity plan, TrainedData data, DateTimeOffset now, TimeSpan betweenRuns, int serving, IEnumerable<ModelDrift> drift, PlanningOptions options)
    {
        if (data.Snapshot > plan.TrainedSnapshot)
        {
            if (plan.TrainedAt is not { } trainedAt)
            {
                return new PlanDecision(PlanStep.Train, "nothing was trained yet");
            }

            if (now - trainedAt >= betweenRuns)
            {
                string[] reasons =
                [
                    .. serving == 0 ? (string[])["no model serves yet"] : [],
                    .. NewOrders(plan.TrainedOrders, data.Orders, options), .. Age(now - trainedAt, options),
                    .. drift.SelectMany(model => Drifted(model, options)).Distinct(StringComparer.Ordinal),
                ];
                if (reasons.Length > 0)
                {
                    return new PlanDecision(PlanStep.Train, string.Join("; ", reasons));
                }
            }
        }

        return data.Snapshot > plan.RefreshedSnapshot
            ? new PlanDecision(PlanStep.Refresh, "new data, scored with the models there are")
            : new PlanDecision(PlanStep.Nothing, "nothing new");
    }

    private static IEnumerable<string> NewOrders(long before, long now, PlanningOptions options)
    {
        if (before == 0 ? now > 0 : Math.Abs(now - before) >= options.NewOrdersShare * before)
        {
            yield return before == 0
                ? Text($"the first {now} orders")
                : Text($"{Math.Abs(now - before) / (double)before * 100:0} % {(now > before ? "more" : "fewer")} orders since the last training");
        }
    }

    private static IEnumerable<string> Age(TimeSpan age, PlanningOptions options)
    {
        if (age >= TimeSpan.FromDays(options.MaxAgeDays))
        {
            yield return Text($"the last training is {(int)age.TotalDays} days ago");
        }
    }

    private static IEnumerable<string> Drifted(ModelDrift model, PlanningOptions options)
    {
        if (Math.Min(model.TrainedOn, model.Customers) < options.LeastCustomers)
        {
            yield break;
        }

        if (model.Scores.Where(score => score.Psi >= options.MajorPsi).OrderByDescending(score => score.Psi).ToList() is [var worst, ..])
        {
            yield return Text($"the score {worst.Name} of {model.Model} drifted: PSI {worst.Psi:0.00}");
        }

        var drifted = model.Features.Where(feature => feature.Psi >= options.MajorPsi).OrderByDescending(feature => feature.Psi).ToList();
        if (drifted.Count > 0 && drifted.Count >= options.DriftedShare * model.Features.Count)
        {
            yield return Text($"{drifted.Count} of {model.Features.Count} features drifted, most of all {drifted[0].Name}: PSI {drifted[0].Psi:0.00}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
