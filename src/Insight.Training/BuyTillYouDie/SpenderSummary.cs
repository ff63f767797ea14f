namespace Insight.Training.BuyTillYouDie;

/// <summary>All that Gamma-Gamma needs of one customer.</summary>
/// <param name="Frequency">x: the transactions averaged, by the papers the repeat purchases.</param>
/// <param name="MeanValue">Their average value; unused when x is 0.</param>
/// <param name="Weight">How many customers look like this.</param>
internal readonly record struct SpenderSummary(double Frequency, double MeanValue, double Weight = 1);
