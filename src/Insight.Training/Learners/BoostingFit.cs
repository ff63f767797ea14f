// Ke et al. (2017), LightGBM: A Highly Efficient Gradient Boosting Decision Tree. NeurIPS 30.
using Insight.Features;
using Insight.Onnx.Blocks;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Insight.Training.Learners;

/// <summary>Fits <see cref="Boosting"/> with LightGBM through ML.NET: on one thread, so that a seed gives the same trees everywhere.</summary>
internal static class BoostingFit
{
    /// <summary>For a probability: <paramref name="targets"/> are 0 or 1.</summary>
    public static Boosting Probability(IReadOnlyList<float[]> rows, double[] targets, BoostingOptions options)
    {
        var (impute, data, ml) = Prepare(rows, targets, options);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfThreads = 1, Seed = options.Seed, Sigmoid = 1, UnbalancedSets = false,
            NumberOfIterations = options.Trees, NumberOfLeaves = options.Leaves, MinimumExampleCountPerLeaf = options.MinRowsPerLeaf,
            LearningRate = options.LearningRate, Booster = Booster(options), LabelColumnName = nameof(Row.Happened), Silent = true,
        });
        var model = ((CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>)trainer.Fit(data).Model).SubModel;
        return Build(impute, model.TrainedTreeEnsemble, rows, Link.Logit);
    }

    /// <summary>For a mean, by least squares.</summary>
    public static Boosting Mean(IReadOnlyList<float[]> rows, double[] targets, BoostingOptions options)
    {
        var (impute, data, ml) = Prepare(rows, targets, options);
        var trainer = ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            NumberOfThreads = 1, Seed = options.Seed,
            NumberOfIterations = options.Trees, NumberOfLeaves = options.Leaves, MinimumExampleCountPerLeaf = options.MinRowsPerLeaf,
            LearningRate = options.LearningRate, Booster = Booster(options), LabelColumnName = nameof(Row.Label), Silent = true,
        });
        return Build(impute, trainer.Fit(data).Model.TrainedTreeEnsemble, rows, Link.Identity);
    }

    private static GradientBooster.Options Booster(BoostingOptions options) => new()
    {
        L2Regularization = options.L2, FeatureFraction = options.ColumnShare, SubsampleFraction = options.RowShare, SubsampleFrequency = 1,
    };

    private static (Impute Impute, IDataView Data, MLContext Context) Prepare(
        IReadOnlyList<float[]> rows, double[] targets, BoostingOptions options)
    {
        var impute = FitImpute(rows);
        var ml = new MLContext(options.Seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, impute.OutputCount);
        var data = ml.Data.LoadFromEnumerable(
            rows.Select((row, i) => new Row { Features = impute.Evaluate(row), Label = (float)targets[i], Happened = targets[i] > 0.5 }).ToList(),
            schema);
        return (impute, data, ml);
    }

    private static Impute FitImpute(IReadOnlyList<float[]> rows)
    {
        var columns = FeatureVector.SummaryCount; // a tree sees no order in columns
        var fill = new float[columns];
        var indicators = new List<int>();
        for (var c = 0; c < columns; c++)
        {
            var known = rows.Select(row => row[c]).Where(value => !float.IsNaN(value)).Order().ToArray();
            fill[c] = known.Length == 0 ? 0 : known[known.Length / 2];
            if (known.Length > 0 && known.Length < rows.Count)
            {
                indicators.Add(c);
            }
        }

        return new Impute { Fill = fill, Indicators = indicators };
    }

    private static Boosting Build(Impute impute, RegressionTreeEnsemble ensemble, IReadOnlyList<float[]> rows, Link link)
    {
        var inputs = rows.Select(row => impute.Evaluate(row)).ToArray();
        var trees = ensemble.Trees.Select((tree, t) => TreeOf(tree, ensemble.TreeWeights[t], inputs)).ToArray();
        return new Boosting { Inputs = impute, Trees = new TreeEnsemble { Trees = trees, BaseValue = (float)ensemble.Bias }, Link = link };
    }

    /// <summary>ML.NET keeps splits and leaves apart; a negative child ~i is leaf i. Covers are counted by sending the rows through.</summary>
    private static Tree TreeOf(RegressionTree tree, double weight, float[][] rows)
    {
        var splits = tree.NumberOfNodes;
        var covers = new int[splits + tree.NumberOfLeaves];
        int Place(int child) => child >= 0 ? child : splits + ~child;
        foreach (var row in rows)
        {
            var at = 0;
            covers[at]++;
            while (at < splits)
            {
                var left = row[tree.NumericalSplitFeatureIndexes[at]] <= tree.NumericalSplitThresholds[at];
                at = Place(left ? tree.LeftChild[at] : tree.RightChild[at]);
                covers[at]++;
            }
        }

        var nodes = new List<TreeNode>();
        for (var i = 0; i < splits; i++)
        {
            nodes.Add(TreeNode.Split(
                tree.NumericalSplitFeatureIndexes[i], tree.NumericalSplitThresholds[i], Place(tree.LeftChild[i]), Place(tree.RightChild[i]), covers[i]));
        }

        for (var i = 0; i < tree.NumberOfLeaves; i++)
        {
            nodes.Add(TreeNode.Leaf((float)(weight * tree.LeafValues[i]), covers[splits + i]));
        }

        return new Tree(nodes);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public bool Happened { get; set; }
    }
}
