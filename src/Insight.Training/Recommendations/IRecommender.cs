namespace Insight.Training.Recommendations;

/// <summary>Something that says which products a history leads to. What it says is a part of an ONNX graph: there is no second implementation that could differ.</summary>
internal interface IRecommender
{
    /// <summary>Its name in reports, such as <c>item-to-item</c>.</summary>
    string Algorithm { get; }

    /// <summary>Adds its nodes: shares that are not negative.</summary>
    /// <param name="weight">Their sum; it is 0 where the recommender has nothing to say.</param>
    ProductShares Shares(HistoryGraph inputs, double weight = 1);
}
