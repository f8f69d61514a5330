namespace Platform.Forests;

/// <summary>One tree that answers what a forest answers.</summary>
internal sealed record MergedTree(LeafTable Leaves, TreeNode[] Nodes)
{
    public int LeafCount => (Nodes.Length + 1) / 2;
}
