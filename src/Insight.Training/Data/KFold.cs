namespace Insight.Training.Data;

/// <summary>Customers divided into folds where time cannot divide them: each fold is judged by fits on the others.</summary>
internal static class KFold
{
    /// <summary>Stratified (Kohavi 1995): each class is shuffled by the seed and dealt out, so that folds differ by one at most, in each class and in all.</summary>
    /// <param name="classes">One per customer.</param>
    /// <returns>The fold of each customer, from 0 on.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 folds.</exception>
    public static int[] Stratified(IReadOnlyList<int> classes, int folds, int seed)
    {
        if (folds < 2)
        {
            throw new ArgumentException($"Found {folds} folds, expected at least 2.", nameof(folds));
        }

        var random = new Random(seed);
        var fold = new int[classes.Count];
        var dealt = 0;
        foreach (var members in Enumerable.Range(0, classes.Count).GroupBy(customer => classes[customer]).OrderBy(group => group.Key))
        {
            var shuffled = members.ToArray();
            random.Shuffle(shuffled);
            foreach (var customer in shuffled)
            {
                fold[customer] = dealt++ % folds;
            }
        }

        return fold;
    }
}
