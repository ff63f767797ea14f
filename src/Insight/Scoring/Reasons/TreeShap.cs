// Lundberg, Erion, Lee (2018), Consistent Individualized Feature Attribution for Tree Ensembles. arXiv:1802.03888, algorithm 2;
// Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees. Nature Machine Intelligence 2, 56-67.
using Insight.Onnx.Blocks;

namespace Insight.Scoring.Reasons;

/// <summary>
/// Exact Shapley values of one tree. A coalition's value is the tree's expectation when splits on features outside the coalition are followed both ways, by the share of
/// training rows that went each way (path-dependent). O(leaves · depth²) a row.
/// </summary>
/// <remarks>
/// The path holds each player once, with the shares of paths that flow on when the player is absent (<see cref="Step.Zero"/>) and present
/// (<see cref="Step.One"/>), and the weight of coalitions by size. Several columns may be one player: an indicator of absence belongs to its feature.
/// </remarks>
internal sealed class TreeShap
{
    /// <summary>What a leaf counts that no counted row reached: a share of 0 could not be taken back out of a path.</summary>
    private const double LeastCover = 0.5;

    private readonly TreeNode[] nodes;
    private readonly double[] covers;
    private readonly int[] players;

    /// <param name="players">For each column that the tree may split on, whose contribution it is.</param>
    /// <exception cref="ArgumentException">The tree splits on another column.</exception>
    public TreeShap(Tree tree, int[] players)
    {
        nodes = [.. tree.Nodes];
        covers = new double[nodes.Length];
        this.players = players;
        if (nodes.Max(node => node.Feature) is var last && last >= players.Length)
        {
            throw new ArgumentException($"A tree splits on column {last} of {players.Length}.", nameof(tree));
        }

        (Expected, Depth) = Measure(0);
    }

    /// <summary>The mean over the training rows, by covers.</summary>
    public double Expected { get; }

    /// <summary>Splits on the longest path.</summary>
    public int Depth { get; }

    /// <summary>How many steps a walk needs room for.</summary>
    public static int Room(int depth) => (depth + 2) * (depth + 3) / 2;

    /// <param name="inputs">The columns of a row, without NaN.</param>
    /// <param name="room">At least <see cref="Room"/> steps.</param>
    /// <param name="contributions">By player; added to.</param>
    public void Add(ReadOnlySpan<float> inputs, Span<Step> room, Span<double> contributions) => Walk(0, inputs, room, 0, new Step(-1, 1, 1, 0), contributions);

    private (double Expected, int Depth) Measure(int at)
    {
        if (nodes[at].IsLeaf)
        {
            covers[at] = Math.Max(nodes[at].Cover, LeastCover);
            return (nodes[at].Value, 0);
        }

        var (left, leftDepth) = Measure(nodes[at].Left);
        var (right, rightDepth) = Measure(nodes[at].Right);
        var (leftCover, rightCover) = (covers[nodes[at].Left], covers[nodes[at].Right]);
        covers[at] = leftCover + rightCover;
        return (((left * leftCover) + (right * rightCover)) / covers[at], 1 + Math.Max(leftDepth, rightDepth));
    }

    /// <summary>The paper's RECURSE.</summary>
    /// <param name="room">Begins with the path so far, of <paramref name="length"/> steps; the node's own path goes behind it.</param>
    private void Walk(int at, ReadOnlySpan<float> inputs, Span<Step> room, int length, Step step, Span<double> contributions)
    {
        ref readonly var node = ref nodes[at];
        var path = room[length..];
        room[..length].CopyTo(path);
        Extend(path, length, step);
        if (node.IsLeaf)
        {
            for (var i = 1; i <= length; i++)
            {
                contributions[path[i].Player] += UnwoundSum(path, length, i) * (path[i].One - path[i].Zero) * node.Value;
            }

            return;
        }

        var goesLeft = inputs[node.Feature] <= node.Threshold;
        var (hot, cold) = goesLeft ? (node.Left, node.Right) : (node.Right, node.Left);
        var player = players[node.Feature];
        double zero = 1, one = 1;
        for (var i = 1; i <= length; i++)
        {
            if (path[i].Player == player)
            {
                (zero, one) = (path[i].Zero, path[i].One);
                Unwind(path, length--, i);
                break;
            }
        }

        Walk(hot, inputs, path, length + 1, new Step(player, zero * covers[hot] / covers[at], one, 0), contributions);
        Walk(cold, inputs, path, length + 1, new Step(player, zero * covers[cold] / covers[at], 0, 0), contributions);
    }

    /// <summary>The paper's EXTEND: one more step behind <paramref name="length"/> others.</summary>
    private static void Extend(Span<Step> path, int length, Step step)
    {
        path[length] = step with { Weight = length == 0 ? 1 : 0 };
        for (var i = length - 1; i >= 0; i--)
        {
            path[i + 1].Weight += step.One * path[i].Weight * (i + 1) / (length + 1);
            path[i].Weight = step.Zero * path[i].Weight * (length - i) / (length + 1);
        }
    }

    /// <summary>The paper's UNWIND: takes step <paramref name="index"/> out of a path whose last step is <paramref name="last"/>.</summary>
    private static void Unwind(Span<Step> path, int last, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var before = path[i].Weight;
                path[i].Weight = next * (last + 1) / ((i + 1) * one);
                next = before - (path[i].Weight * zero * (last - i) / (last + 1));
            }
            else
            {
                path[i].Weight = path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        for (var i = index; i < last; i++)
        {
            path[i] = path[i + 1] with { Weight = path[i].Weight };
        }
    }

    /// <summary>The sum of the weights that <see cref="Unwind"/> would leave.</summary>
    private static double UnwoundSum(ReadOnlySpan<Step> path, int last, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        double next = path[last].Weight, sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * (last + 1) / ((i + 1) * one);
                sum += weight;
                next = path[i].Weight - (weight * zero * (last - i) / (last + 1));
            }
            else
            {
                sum += path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        return sum;
    }

    /// <summary>A player on the path from the root.</summary>
    internal record struct Step(int Player, double Zero, double One, double Weight);
}
