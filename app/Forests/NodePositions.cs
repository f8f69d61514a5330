namespace Platform.Forests;

/// <summary>Where each node is among all nodes of an ensemble.</summary>
/// <param name="count">Of the nodes; ONNX Runtime wants their numbers to be less.</param>
internal sealed class NodePositions(int count)
{
    private readonly Dictionary<long, int> _positions = new(count);

    /// <returns>False when the numbers are out of range, or there is such a node already.</returns>
    public bool TryAdd(long tree, long node, int position) => IsIn(tree, node) && _positions.TryAdd(Key(tree, node), position);

    public bool TryFind(long tree, long node, out int position)
    {
        position = -1;
        return IsIn(tree, node) && _positions.TryGetValue(Key(tree, node), out position);
    }

    private bool IsIn(long tree, long node) => tree is >= 0 and <= int.MaxValue && node >= 0 && node < count;

    /// <summary>The hash of a number is its halves combined, which would be the same for many pairs of a tree and a node in them.</summary>
    private long Key(long tree, long node) => (tree * count) + node;
}
