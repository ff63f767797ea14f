namespace Insight.Training.Recommendations;

/// <summary>Something that says which products a history leads to. What it says is a part of an ONNX graph: there is no second implementation that could differ.</summary>
internal interface IRecommender
{
    /// <summary>Its name in reports, such as <c>item-to-item</c>.</summary>
    string Algorithm { get; }

    /// <summary>Adds its nodes: shares that are not negative and sum to a weight, or to 0 where it has nothing to say.</summary>
    ProductShares Shares(HistoryGraph inputs, double weight = 1);
}
