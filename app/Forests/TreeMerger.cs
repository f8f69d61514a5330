using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Platform.Forests;

/// <summary>
/// Splits by one comparison at a time, on each side with what is left undecided of the trees, until all of them are decided.
/// The sums of their leaves are then made as ONNX Runtime makes them on one thread: in single precision, tree by tree, from 0.
/// </summary>
internal sealed class TreeMerger(Forest forest, MergeLimits limits)
{
    private readonly TrimmedTrees _trees = new(forest);
    private readonly LeafTable _leaves = new(forest.Classes);
    private readonly float[] _sums = new float[forest.Classes];
    private TreeNode[] _merged = new TreeNode[1024];
    private int _end;

    /// <returns>Null when the tree would be larger than the limits allow, or would compare more than the forest does.</returns>
    public MergedTree? Merge()
    {
        if (IsHopeless())
            return null;
        _trees.TakeAll();
        if (!Merge(0, 0))
            return null;
        var tree = new MergedTree(_leaves, _merged[.._end]);
        return TreeNode.Comparisons(tree.Nodes) <= forest.AverageComparisons() ? tree : null;
    }

    /// <summary>
    /// Whether two of three ways down, with coins in the place of comparisons, are longer than would be expected of a tree within the
    /// limit: a coin takes a way of 25 comparisons once in 33 million times, which makes one in 512 for all of the 65,536 that there may
    /// be.
    /// </summary>
    private bool IsHopeless()
    {
        var longest = BitOperations.Log2((uint)limits.Leaves) + 9;
        var tooLong = 0;
        for (uint probe = 1; probe <= 3; probe++)
            tooLong += IsLongerThan(longest, probe * 0x9E3779B9) ? 1 : 0;
        return tooLong > 1;
    }

    private bool IsLongerThan(int longest, uint coins)
    {
        _trees.TakeAll();
        var (start, depth) = (0, 0);
        for (; start < _trees.End && depth < longest; depth++)
        {
            var end = _trees.End;
            _trees.Trim(start, end, _trees.TakeMostFrequent(), (coins >> (depth & 31) & 1) != 0);
            start = end;
        }

        _trees.Clear();
        return depth == longest;
    }

    /// <param name="start">Where the undecided trees start; they are the last ones.</param>
    /// <param name="depth">Of the tree that is added.</param>
    private bool Merge(int start, int depth)
    {
        if (IsBeyondLimits(depth))
            return false;
        var end = _trees.End;
        if (start == end)
        {
            Add(AddLeaf());
            return true;
        }

        var comparison = _trees.TakeMostFrequent();
        var node = _end;
        Add(default);
        if (!MergeBranch(start, end, comparison, true, depth) || !MergeBranch(start, end, comparison, false, depth))
            return false;
        Close(node, comparison);
        return true;
    }

    private bool IsBeyondLimits(int depth)
        => _end >= (2 * limits.Leaves) - 1 || depth > Forest.MaxDepth || _trees.Visited > limits.Visits || _trees.End > limits.Copies;

    private bool MergeBranch(int start, int end, int comparison, bool outcome, int depth)
    {
        _trees.Trim(start, end, comparison, outcome);
        var merged = Merge(end, depth + 1);
        _trees.End = end;
        return merged;
    }

    /// <summary>Branches that are equal, to the bit of their leaves, need no comparison.</summary>
    private void Close(int node, int comparison)
    {
        var size = _merged[node + 1].Size;
        var whenTrue = _merged.AsSpan(node + 1, size);
        var whenFalse = _merged.AsSpan(node + 1 + size, _end - node - 1 - size);
        if (MemoryMarshal.AsBytes(whenTrue).SequenceEqual(MemoryMarshal.AsBytes(whenFalse)))
        {
            whenTrue.CopyTo(_merged.AsSpan(node));
            _end = node + size;
        }
        else
        {
            _merged[node] = new TreeNode(comparison, _end - node);
        }
    }

    private TreeNode AddLeaf()
    {
        var present = forest.Leaves.Sum(_trees.Decided, _sums);
        _trees.Visited += forest.Trees / Vector128<float>.Count;
        return TreeNode.OfLeaf(_leaves.Add(_sums, present));
    }

    private void Add(TreeNode node)
    {
        if (_end == _merged.Length)
            Array.Resize(ref _merged, 2 * _end);
        _merged[_end++] = node;
    }
}
