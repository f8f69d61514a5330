namespace Platform.Forests;

/// <summary>A node of a tree that is stored in preorder: the true branch follows its node, the false branch follows the true one.</summary>
/// <param name="Test">The number of a comparison; of a leaf, the complement of its number.</param>
/// <param name="Size">Nodes in the tree below, this one included.</param>
internal readonly record struct TreeNode(int Test, int Size)
{
    public bool IsLeaf => Test < 0;

    public int Leaf => ~Test;

    public static TreeNode OfLeaf(int leaf) => new(~leaf, 1);

    /// <summary>Comparisons on the way to a leaf, on average, where every comparison is as often true as false.</summary>
    public static double Comparisons(ReadOnlySpan<TreeNode> tree) => tree[0].IsLeaf
        ? 0
        : 1 + (Comparisons(tree[1..]) + Comparisons(tree[(1 + tree[1].Size)..])) / 2;
}
