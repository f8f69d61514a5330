
namespace Platform.Forests;

/// <summary>
/// A stack of copies of the trees of a forest, each without the comparisons that are decided where it is used, and without the trees
/// that are decided altogether. In front of each copy stands a node with the number of its tree.
/// </summary>
internal sealed class TrimmedTrees(Forest forest)
{
    // A comparison at the root of a tree counts this, and one below it half of it.
    private const long RootWeight = 1L << 40;
    private readonly long[] _weights = new long[forest.Comparisons.Count];
    private readonly int[] _counted = new int[forest.Comparisons.Count];
    private readonly int[] _decided = new int[forest.Trees];
    private TreeNode[] _nodes = [];
    private int _countedEnd;
    private int _first;
    private int _last;
    private bool _outcome;

    /// <summary>Where the next copy starts.</summary>
    public int End { get; set; }

    /// <summary>Nodes looked at so far.</summary>
    public int Visited { get; set; }

    /// <summary>The leaf of every tree, once all of them are decided.</summary>
    public ReadOnlySpan<int> Decided => _decided;

    /// <summary>Drops all copies.</summary>
    public void Clear()
    {
        TakeMostFrequent();
        End = 0;
    }

    /// <summary>Copies the whole forest.</summary>
    public void TakeAll()
    {
        _first = _last = int.MaxValue;
        Reserve(forest.Nodes.Length + forest.Trees);
        var tree = 0;
        for (var root = 0; root < forest.Nodes.Length; root += forest.Nodes[root].Size)
            TrimTree(forest.Nodes, root, tree++);
    }

    /// <summary>Copies the trees between two places to the end, as they are where a comparison is known.</summary>
    public void Trim(int start, int end, int comparison, bool outcome)
    {
        _outcome = outcome;
        (_first, _last) = outcome ? forest.Comparisons.TrueWith(comparison) : forest.Comparisons.FalseWith(comparison);
        Reserve(end - start);
        for (var tree = start; tree < end; tree += 1 + _nodes[tree + 1].Size)
            TrimTree(_nodes, tree + 1, _nodes[tree].Test);
    }

    /// <summary>
    /// The comparison that the trees copied last make most often, if each is as often true as false; the last one of several.
    /// </summary>
    public int TakeMostFrequent()
    {
        var best = -1;
        var bestWeight = 0L;
        foreach (var comparison in _counted.AsSpan(0, _countedEnd))
        {
            var weight = _weights[comparison];
            _weights[comparison] = 0;
            if (weight > bestWeight || (weight == bestWeight && comparison > best))
                (best, bestWeight) = (comparison, weight);
        }

        _countedEnd = 0;
        return best;
    }

    private void TrimTree(TreeNode[] from, int root, int tree)
    {
        var copy = End++;
        Trim(from, root, RootWeight);
        _nodes[copy] = new TreeNode(tree, 0);
        if (!_nodes[copy + 1].IsLeaf)
            return;
        _decided[tree] = _nodes[copy + 1].Leaf;
        End = copy;
    }

    private void Trim(TreeNode[] from, int node, long weight)
    {
        Visited++;
        while (from[node].Test >= _first && from[node].Test < _last)
        {
            node += _outcome ? 1 : 1 + from[node + 1].Size;
            Visited++;
        }

        var comparison = from[node].Test;
        var copy = End++;
        if (comparison < 0)
        {
            _nodes[copy] = from[node];
            return;
        }

        Trim(from, node + 1, weight >> 1);
        Trim(from, node + 1 + from[node + 1].Size, weight >> 1);
        if (End == copy + 3 && _nodes[copy + 1].IsLeaf && _nodes[copy + 1].Test == _nodes[copy + 2].Test)
        {
            _nodes[copy] = _nodes[copy + 1];
            End = copy + 1;
            return;
        }

        _nodes[copy] = new TreeNode(comparison, End - copy);
        Count(comparison, Math.Max(weight, 1));
    }

    private void Count(int comparison, long weight)
    {
        if (_weights[comparison] == 0)
            _counted[_countedEnd++] = comparison;
        _weights[comparison] += weight;
    }

    private void Reserve(int nodes)
    {
        if (End + nodes > _nodes.Length)
            Array.Resize(ref _nodes, Math.Max(End + nodes, 2 * _nodes.Length));
    }
}
