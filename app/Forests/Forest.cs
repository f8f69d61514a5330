namespace Platform.Forests;

/// <summary>Trees whose leaves are added up, one tree after the other.</summary>
/// <param name="Classes">Sums: classes, or targets of a regression.</param>
/// <param name="Comparisons">What the nodes compare.</param>
/// <param name="Leaves">What the leaves add.</param>
/// <param name="Nodes">The trees, in the order of their sum.</param>
internal sealed record Forest(int Classes, Comparisons Comparisons, LeafTable Leaves, TreeNode[] Nodes)
{
    /// <summary>Nodes on the way from a root to a leaf: what recurses over a tree here and in ONNX Runtime ends there.</summary>
    public const int MaxDepth = 256;

    public int Trees { get; } = CountTrees(Nodes);

    /// <summary>Comparisons for one row, on average.</summary>
    public double AverageComparisons()
    {
        var sum = 0.0;
        for (var root = 0; root < Nodes.Length; root += Nodes[root].Size)
            sum += TreeNode.Comparisons(Nodes.AsSpan(root));
        return sum;
    }

    private static int CountTrees(TreeNode[] nodes)
    {
        var trees = 0;
        for (var root = 0; root < nodes.Length; root += nodes[root].Size)
            trees++;
        return trees;
    }
}
