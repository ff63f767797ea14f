using Insight.Training.Learners;

namespace Insight.Training.Export;

/// <summary>Where the trees inside models split.</summary>
internal static class Splits
{
    public static IEnumerable<(int Feature, float Threshold)> Of(params IEnumerable<IRowModel> models) => models.SelectMany(model => model switch
    {
        Boosting boosting => boosting.Trees.Trees.SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf).Select(node => (node.Feature, node.Threshold)),
        Recalibrated recalibrated => Of(recalibrated.Model),
        Mixture mixture => Of(mixture.Parts.Select(part => part.Model)),
        Product product => Of(product.Left, product.Right),
        _ => [],
    });
}
