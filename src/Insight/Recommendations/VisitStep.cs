namespace Insight.Recommendations;

/// <summary>One step of a history as the model is asked with it.</summary>
/// <param name="Product">Its place in the catalog.</param>
/// <param name="Place">Its index in the model, or that of the product that stands in for one that the model does not know; −1 where none does.</param>
/// <param name="Weight">As <see cref="RecommendationContract.Weights"/>; less where another product stands in.</param>
/// <param name="Age">Days before the moment asked about; 0 without a clock.</param>
internal readonly record struct VisitStep(int Product, int Place, float Weight, float Age);
