namespace Insight.Learning.Training;

/// <summary>
/// The learning rate over a training. A schedule is a function of where the training stands and keeps nothing, so a resumed training goes on with the same rates. A number
/// is a schedule that stays at it.
/// </summary>
public sealed class Schedule
{
    private readonly string _text;
    private readonly Func<ScheduleMoment, double> _rate;

    private Schedule(string text, Func<ScheduleMoment, double> rate) => (_text, _rate) = (text, rate);

    /// <summary>The same rate throughout.</summary>
    public static implicit operator Schedule(double rate) => Constant(rate);

    /// <summary>The same rate throughout.</summary>
    public static Schedule Constant(double rate)
    {
        RequirePositive(rate);
        return new(FormattableString.Invariant($"{rate}"), _ => rate);
    }

    /// <summary>
    /// Half a cosine from <paramref name="rate"/> down to <paramref name="floor"/> (Loshchilov and Hutter 2017, eq. 5, without restarts). A training that has too little time for all epochs
    /// comes to it with the last that there is time for, as far as that can be told from the third on (Li, Yumer and Ramanan 2020, "Budgeted training").
    /// </summary>
    /// <param name="rate">At the first step.</param>
    /// <param name="epochs">After so many the floor is reached.</param>
    /// <param name="floor">The last rate.</param>
    public static Schedule Cosine(double rate, int epochs, double floor = 0)
    {
        RequirePositive(rate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        return new(FormattableString.Invariant($"cosine({rate}, {epochs}, {floor})"), moment =>
        {
            double done = Math.Min(1, moment.Step / (Math.Min(epochs, moment.EpochsInTime) * moment.StepsPerEpoch));
            return floor + ((rate - floor) * 0.5 * (1 + Math.Cos(Math.PI * done)));
        });
    }

    /// <summary>Multiplies the rate by <paramref name="factor"/> every so many epochs.</summary>
    public static Schedule Steps(double rate, int everyEpochs, double factor)
    {
        RequirePositive(rate);
        RequirePositive(factor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(everyEpochs);
        return new(FormattableString.Invariant($"steps({rate}, {everyEpochs}, {factor})"), moment => rate * Math.Pow(factor, moment.Epoch / everyEpochs));
    }

    /// <summary>Multiplies the rate by <paramref name="factor"/> whenever the monitored loss has had no new lowest value for <paramref name="patience"/> epochs.</summary>
    /// <param name="rate">At the start.</param>
    /// <param name="patience">Epochs without improvement before the rate falls, and again before it falls further.</param>
    /// <param name="factor">Below 1.</param>
    /// <param name="floor">Below this it does not fall.</param>
    public static Schedule OnPlateau(double rate, int patience, double factor = 0.1, double floor = 0)
    {
        RequirePositive(rate);
        RequirePositive(factor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience);
        return new(FormattableString.Invariant($"plateau({rate}, {patience}, {factor}, {floor})"), moment =>
        {
            double now = rate;
            double lowest = double.PositiveInfinity;
            int waited = 0;
            for (int epoch = 0; epoch < moment.Losses.Count; epoch++)
            {
                double loss = moment.Losses[epoch];
                waited = loss < lowest ? 0 : waited + 1;
                lowest = Math.Min(lowest, loss);
                if (waited == patience)
                {
                    now = Math.Max(floor, now * factor);
                    waited = 0;
                }
            }

            return now;
        });
    }

    /// <summary>This schedule, but rising to it in a straight line over the first steps.</summary>
    /// <param name="steps">The first step that has the full rate, counted from 1.</param>
    public Schedule WarmUp(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return new(FormattableString.Invariant($"{_text} after warm-up({steps})"), moment => _rate(moment) * Math.Min(1, (moment.Step + 1) / (double)steps));
    }

    /// <summary>The rate of a step.</summary>
    public double At(ScheduleMoment moment) => _rate(moment);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static void RequirePositive(double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate or its factor is positive and finite.");
        }
    }
}
