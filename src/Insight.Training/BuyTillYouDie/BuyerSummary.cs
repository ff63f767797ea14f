namespace Insight.Training.BuyTillYouDie;

/// <summary>All that BG/NBD needs of one customer. Times are in any one unit (weeks, days), counted from the first purchase.</summary>
/// <param name="Frequency">x: repeat purchases, that is days with a purchase after the first.</param>
/// <param name="Recency">t_x: when the last purchase was; 0 when x is 0.</param>
/// <param name="T">How long the customer has been observed.</param>
/// <param name="Weight">How many customers look like this.</param>
internal readonly record struct BuyerSummary(double Frequency, double Recency, double T, double Weight = 1);
