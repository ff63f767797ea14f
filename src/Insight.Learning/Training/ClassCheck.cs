using System.Globalization;

namespace Insight.Learning.Training;

/// <summary>The members of classes.</summary>
internal static class ClassCheck
{
    /// <summary>The classes in ascending order, each with the examples that are of it.</summary>
    /// <exception cref="InvalidExamplesException">There is no such target, or an example has more than one class in it.</exception>
    public static IReadOnlyList<(double Class, int[] Examples)> Members(Examples examples, int[] indices, string target)
    {
        if (!examples.Columns.TryGetValue(target, out ExampleColumn? column) || column.IsSequence || column.ItemSize != 1)
        {
            throw new InvalidExamplesException(column is null ? $"Nothing was given for the classes '{target}'." : $"'{target}' should hold one class per example.");
        }

        return [.. indices
            .GroupBy(example => column.Value(example, 0))
            .OrderBy(members => members.Key)
            .Select(members => (members.Key, members.ToArray()))];
    }

    /// <summary>As <see cref="Require"/> for what a loss learns from; labels of which one is not whole are probabilities, not classes, and pass.</summary>
    public static void RequireToLearn(Examples examples, int[] indices, string target, int fewest)
    {
        bool soft = examples.Columns.TryGetValue(target, out ExampleColumn? column) && !column.IsSequence && column.ItemSize == 1
            && Enumerable.Range(0, examples.Count).Any(example => !double.IsInteger(column.Value(example, 0)));
        if (!soft)
        {
            Require(examples, indices, target, fewest);
        }
    }

    /// <summary>Refuses classes that cannot be told apart: fewer than two, or one with too few members.</summary>
    public static void Require(Examples examples, int[] indices, string target, int fewest)
    {
        IReadOnlyList<(double Class, int[] Examples)> classes = Members(examples, indices, target);
        if (classes.Count < 2)
        {
            throw new InvalidExamplesException(string.Create(
                CultureInfo.InvariantCulture, $"All {indices.Length} examples are of class {classes[0].Class} in '{target}': there is nothing to tell apart."));
        }

        (double rare, int[] members) = classes.MinBy(known => known.Examples.Length);
        if (members.Length < fewest)
        {
            throw new InvalidExamplesException(string.Create(
                CultureInfo.InvariantCulture,
                $"Class {rare} of '{target}' has {members.Length} {(members.Length == 1 ? "member" : "members")} among {indices.Length} examples (the first is example {members[0]}); at least {fewest} are needed."));
        }
    }
}
