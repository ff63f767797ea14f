namespace Insight.Onnx.Blocks;

/// <summary>One node of a tree: a split or a leaf.</summary>
/// <remarks>
/// A split sends a row to <see cref="Left"/> when its feature is at most <see cref="Threshold"/>, else to <see cref="Right"/>; NaN goes right too,
/// unless <see cref="MissingLeft"/> says otherwise. Children are places in the tree's list of nodes. <see cref="Cover"/> is how many training rows (by weight)
/// passed the node, which exact reasons need; 0 when it is not known.
/// </remarks>
public readonly record struct TreeNode
{
    private TreeNode(int feature, float threshold, int left, int right, float value, float cover, bool missingLeft)
    {
        Feature = feature;
        Threshold = threshold;
        Left = left;
        Right = right;
        Value = value;
        Cover = cover;
        MissingLeft = missingLeft;
    }

    public int Feature { get; }

    public float Threshold { get; }

    public int Left { get; }

    public int Right { get; }

    /// <summary>What a leaf adds to the sum.</summary>
    public float Value { get; }

    public float Cover { get; }

    /// <summary>Whether a split sends a missing value (NaN) to the left.</summary>
    public bool MissingLeft { get; }

    public bool IsLeaf => Left < 0;

    /// <summary>Whether a split sends this value of its feature to the left.</summary>
    public bool GoesLeft(float value) => value <= Threshold || (MissingLeft && float.IsNaN(value));

    public static TreeNode Split(int feature, float threshold, int left, int right, float cover = 0, bool missingLeft = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        return new TreeNode(feature, threshold, left, right, 0, cover, missingLeft);
    }

    public static TreeNode Leaf(float value, float cover = 0) => new(-1, 0, -1, -1, value, cover, missingLeft: false);
}
