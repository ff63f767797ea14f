using Insight.Learning.Graphs;
using Insight.Learning.Layers;
using Insight.Learning.Losses;
using Insight.Learning.Optimizers;
using Insight.Learning.Training;
using Insight.Onnx;

namespace Insight.Learning.Tests.Training;

public class BadInputTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Train_NotFinite_NamesTensorExampleAndElement(float value, string name)
    {
        float[] x = Simple.Numbers(30, 1);
        x[(7 * 3) + 2] = value;

        Refused(new Examples(10).Add("x", x, 3).Add("y", new float[10], 1), "'x' of example 7", "element 2", name);
        float[] y = new float[10];
        y[3] = value;
        Refused(new Examples(10).Add("x", new float[30], 3).Add("y", y, 1), "'y' of example 3", name);
    }

    [Fact]
    public void Train_LabelsOfTheWrongShape_NamesBothShapes() =>
        Refused(new Examples(10).Add("x", new float[30], 3).Add("y", new float[10]), "'y'", "[N, 1]", "[N]");

    [Fact]
    public void Train_SequencesForAFixedShape_NamesBothShapes() =>
        Refused(new Examples(2).AddSequences("x", new float[9], [1, 2], 3).Add("y", new float[2], 1), "'x'", "[N, 3]", "[N, L, 3]");

    [Fact]
    public void Train_WrongType_NamesBoth() => Refused(new Examples(2).Add("x", new long[6], 3).Add("y", new float[2], 1), "'x'", "Float", "Int64");

    [Fact]
    public void Train_MissingInput_NamesItAndWhatThereIs() => Refused(new Examples(2).Add("z", new float[6], 3).Add("y", new float[2], 1), "'x'", "[y, z]");

    [Fact]
    public void Train_WithoutExamples_IsRefused() => Refused(new Examples(0).Add("x", new float[0], 3).Add("y", new float[0], 1), "no examples");

    [Fact]
    public void Train_NothingThatCounts_IsRefused() =>
        Refused(new Examples(20).Add("x", new float[60], 3).Add("y", new float[20], 1).Weigh(new float[20]), "None of 16 examples counts");

    [Fact]
    public void Train_TooFewToValidate_IsRefused() => Refused(new Examples(1).Add("x", new float[3], 3).Add("y", new float[1], 1), "0 would be left");

    [Fact]
    public void Add_WrongNumberOfValues_NamesBoth()
    {
        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() => new Examples(10).Add("x", new float[29], 3));

        Assert.Contains("'x' has 29 values; 10 examples of shape [3] have 30", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidExamplesException>(() => new Examples(2).AddSequences("x", new float[3], [1, 1]));
        Assert.Throws<InvalidExamplesException>(() => new Examples(2).AddSequences("x", new float[0], [1, -1]));
        Assert.Throws<InvalidExamplesException>(() => new Examples(1).Add("x", new float[1]).Add("x", new float[1]));
        Assert.Throws<InvalidExamplesException>(() => new Examples(2).Weigh([1, float.NaN]));
    }

    [Theory]
    [InlineData(1, "Class 1 of 'y' has 1 member among 20 examples (the first is example 0)")]
    [InlineData(0, "All 20 examples are of class 0 in 'y'")]
    public void Train_ClassThatCannotBeTold_IsRefused(int positives, string message)
    {
        float[] y = new float[20];
        Array.Fill(y, 1, 0, positives);
        var examples = new Examples(20).Add("x", new float[60], 3).Add("y", y, 1);

        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() =>
            new Trainer(Simple.Line(3), new BinaryCrossEntropy(), new TrainerOptions { Validation = ValidationSplit.None }).Train(examples));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidExamplesException>(() =>
            new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { Validation = ValidationSplit.Stratified(0.2, "y") }).Train(examples));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_RareClassThatIsAllowed_IsLearnedFrom()
    {
        var examples = new Examples(7).Add("x", new float[7], 1).Add("y", [0L, 1L, 0L, 1L, 0L, 1L, 2L]);
        TrainedNetwork Train(bool allow) => new Trainer(
            new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", 1]), new Dense(3)),
            new CrossEntropy(3),
            new TrainerOptions { Epochs = 1, Validation = ValidationSplit.None, AllowRareClasses = allow }).Train(examples);

        Assert.Contains("Class 2 of 'y' has 1 member", Assert.Throws<InvalidExamplesException>(() => Train(false)).Message, StringComparison.Ordinal);
        Assert.Single(Train(true).History);
    }

    [Fact]
    public void Train_ProbabilitiesAsLabels_AreNoClasses()
    {
        float[] y = [.. Enumerable.Range(1, 20).Select(i => i / 21f)];
        var examples = new Examples(20).Add("x", Simple.Numbers(60, 1), 3).Add("y", y, 1);
        var options = new TrainerOptions { Epochs = 1 };
        TrainedNetwork Train(Examples given) => new Trainer(Simple.Line(3), new BinaryCrossEntropy(), options).Train(given);

        Assert.Single(Train(examples).History);
        Assert.Single(Train(new Examples(20).Add("x", Simple.Numbers(60, 1), 3).Add("y", [.. Enumerable.Repeat(0.3f, 20)], 1)).History);
        Assert.Throws<InvalidExamplesException>(() => ValidationSplit.Stratified(0.2, "y").Divide(examples, [.. Enumerable.Range(0, 20)], 1));
        Assert.Throws<InvalidExamplesException>(() => ValidationSplit.Folds(examples, 2, "y", 1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Train_LabelThatIsNoClass_NamesTargetExampleAndRange(long label)
    {
        long[] y = [0, 1, 2, 0, 1, 2];
        var right = new Examples(6).Add("x", new float[6], 1).Add("y", [.. y]);
        y[4] = label;
        var wrong = new Examples(6).Add("x", new float[6], 1).Add("y", y);
        var trainer = new Trainer(
            new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", 1]), new Dense(3)), new CrossEntropy(3), new TrainerOptions { Epochs = 1, AllowRareClasses = true });

        string message = $"'y' of example 4 holds label {label}; its 3 classes are 0 to 2.";
        Assert.Equal(message, Assert.Throws<InvalidExamplesException>(() => trainer.Train(wrong)).Message);
        Assert.Equal(message, Assert.Throws<InvalidExamplesException>(() => trainer.Train(right, wrong)).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Train_StepLabelThatIsNoClass_NamesTargetExampleAndRange(long label)
    {
        var network = new FunctionNetwork(
            [new NetworkInput("x", TensorType.Float, ["N", "L"])],
            (scope, inputs) => scope.Graph.Unsqueeze(inputs["x"], 2) * scope.Weight("w", [2], Initializer.Constant(1)));
        var trainer = new Trainer(network, new CrossEntropy(2, steps: true), new TrainerOptions { Epochs = 1, Validation = ValidationSplit.None });
        Examples Labelled(long last) => new Examples(2).AddSequences("x", new float[5], [2, 3]).AddSequences("y", [0, 1, 1, 0, last], [2, 3]).AddSequences("y_weight", [1f, 1f, 1f, 1f, 1f], [2, 3]);

        Assert.Single(trainer.Train(Labelled(1)).History); // what is padded behind the shorter sequence is no label
        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() => trainer.Train(Labelled(label)));
        Assert.Equal($"'y' of example 1 holds label {label}; its 2 classes are 0 to 1.", error.Message);
    }

    [Fact]
    public void Train_IdOutsideItsTable_NamesExampleAndTable()
    {
        var table = new RowTable("items", 10, 3, Initializer.Normal(1));
        var trainer = new Trainer(Simple.RowSum(table), Simple.SquaredError, new TrainerOptions());

        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() => trainer.Train(new Examples(3).Add("id", [0, 10, 1]).Add("y", new float[3], 1)));
        Assert.Contains("'id' of example 1 holds id 10; table 'items' has 10 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_InputsThatDifferInLength_NamesBoth()
    {
        var network = new FunctionNetwork(
            [new NetworkInput("a", TensorType.Float, ["N", "L"]), new NetworkInput("b", TensorType.Float, ["N", "L"])],
            (scope, inputs) => scope.Graph.ReduceSum(inputs["a"] * inputs["b"] * scope.Weight("w", [1], Initializer.Zeros), [1], keepDims: true));
        var trainer = new Trainer(network, Simple.SquaredError, new TrainerOptions());

        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() =>
            trainer.Train(new Examples(2).AddSequences("a", new float[5], [2, 3]).AddSequences("b", new float[4], [2, 2]).Add("y", new float[2], 1)));
        Assert.Contains("Example 1 has length 2 in 'b' and 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TooHighARate_DivergesWithStepAndTensor()
    {
        var options = new TrainerOptions { Optimizer = new Sgd(), LearningRate = 1e6, Epochs = 100, Validation = ValidationSplit.None };

        DivergenceException error = Assert.Throws<DivergenceException>(() => new Trainer(Simple.Line(3), Simple.SquaredError, options).Train(Numbers()));

        Assert.True(error.Step > 1);
        Assert.Contains(error.Tensor, (string[])["loss", "w", "b"]);
        Assert.Contains($"{error.Step}", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Tensor, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LossThatGrows_DivergesBeforeItIsInfinite()
    {
        var options = new TrainerOptions { Optimizer = new Sgd(), LearningRate = 1.5, Epochs = 100, Validation = ValidationSplit.None, DivergenceRatio = 10 };

        DivergenceException error = Assert.Throws<DivergenceException>(() => new Trainer(Simple.Line(3), Simple.SquaredError, options).Train(Numbers()));
        Assert.Equal("loss", error.Tensor);
        Assert.Contains("in the first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_GradientThatIsNoNumber_NamesTheWeight()
    {
        // The root's derivative at zero is infinite while its value is not.
        var network = new FunctionNetwork(
            [new NetworkInput("x", TensorType.Float, ["N", 1])],
            (scope, inputs) => scope.Graph.Sqrt(inputs["x"] * scope.Weight("root", [1], Initializer.Zeros)) + scope.Weight("b", [1], Initializer.Zeros));
        var options = new TrainerOptions { Validation = ValidationSplit.None };

        DivergenceException error = Assert.Throws<DivergenceException>(() =>
            new Trainer(network, Simple.SquaredError, options).Train(new Examples(2).Add("x", [1f, 2f], 1).Add("y", [1f, 1f], 1)));
        Assert.Equal(1, error.Step);
        Assert.Equal("root", error.Tensor);
    }

    [Fact]
    public void Train_SettingOutOfRange_IsNamed()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions { BatchSize = 0 }).Train(Numbers()));

        Assert.Contains("BatchSize should be at least 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LayerThatDoesNotFit_NamesBothShapes()
    {
        var network = new SequentialNetwork(new NetworkInput("x", TensorType.Float, ["N", 3]), new Dense(2));

        ArgumentException error = Assert.Throws<ArgumentException>(() => new Trainer(network, new MeanSquaredError(), new TrainerOptions()).Train(Numbers()));
        Assert.Contains("[26, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[26, 1]", error.Message, StringComparison.Ordinal);
    }

    private static Examples Numbers() => new Examples(32).Add("x", Simple.Numbers(96, 1), 3).Add("y", Simple.Numbers(32, 2), 1);

    private static void Refused(Examples examples, params string[] parts)
    {
        InvalidExamplesException error = Assert.Throws<InvalidExamplesException>(() => new Trainer(Simple.Line(3), Simple.SquaredError, new TrainerOptions()).Train(examples));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
