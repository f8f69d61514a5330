using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Platform.Forests;

/// <summary>
/// Reads the trees of an ensemble as ONNX Runtime does, and refuses whatever it would refuse, or read in some special way.
/// </summary>
internal sealed class ForestReader
{
    private readonly Ensemble _ensemble;
    private readonly RepeatedField<long> _trees;
    private readonly RepeatedField<long> _ids;
    private readonly RepeatedField<long> _features;
    private readonly RepeatedField<long> _whenTrue;
    private readonly RepeatedField<long> _whenFalse;
    private readonly RepeatedField<float> _thresholds;
    private readonly RepeatedField<ByteString> _modes;
    private readonly NodePositions _positions;
    private readonly List<TreeNode> _nodes = [];
    private readonly bool[] _taken;
    private readonly LeafWeights _weights;
    private Comparisons _comparisons = new([]);

    private ForestReader(Ensemble ensemble)
    {
        _ensemble = ensemble;
        _trees = ensemble.Ints("nodes_treeids");
        _ids = ensemble.Ints("nodes_nodeids");
        _features = ensemble.Ints("nodes_featureids");
        _whenTrue = ensemble.Ints("nodes_truenodeids");
        _whenFalse = ensemble.Ints("nodes_falsenodeids");
        _thresholds = ensemble.Floats("nodes_values");
        _modes = ensemble.Strings("nodes_modes");
        _positions = new NodePositions(_modes.Count);
        _taken = new bool[_modes.Count];
        _weights = new LeafWeights(ensemble);
    }

    /// <returns>Null when the ensemble is to be left as it is.</returns>
    public static Forest? Read(Ensemble ensemble, MergeLimits limits)
    {
        if (ensemble.Strings("nodes_modes").Count > limits.Nodes || ensemble.Classes is < 1 or > LeafTable.MaxClasses)
            return null;
        var reader = new ForestReader(ensemble);
        return reader.HasWholeNodes() && reader.HasOneMode() && reader.FindPositions() && reader.TakeComparisons()
            && reader._weights.Read(reader._positions, reader.IsLeaf) && reader.TakeTrees() ? reader.Forest() : null;
    }

    private Forest? Forest()
    {
        var forest = new Forest((int)_ensemble.Classes, _comparisons, _weights.Leaves, [.. _nodes]);
        return forest.Trees > 1 ? forest : null;
    }

    private bool HasWholeNodes()
    {
        ReadOnlySpan<int> counts = [_trees.Count, _ids.Count, _features.Count, _whenTrue.Count, _whenFalse.Count, _thresholds.Count];
        return counts.Count(_modes.Count) == counts.Length;
    }

    private bool HasOneMode()
    {
        ByteString? known = null;
        foreach (var mode in _modes)
        {
            if (mode == ForestWriter.Leaf)
                continue;
            known ??= mode;
            if (mode != known || !IsLess(mode))
                return false;
        }

        return TracksNoMissing();
    }

    private bool TracksNoMissing()
    {
        foreach (var tracks in _ensemble.Ints("nodes_missing_value_tracks_true"))
            if (tracks != 0)
                return false;
        return true;
    }

    private static bool IsLess(ByteString mode) => mode == ForestWriter.LessOrEqual || mode == ForestWriter.Less;

    private bool IsLeaf(int position) => _modes[position] == ForestWriter.Leaf;

    /// <summary>The nodes of a tree stand together; the first of them is its root.</summary>
    private bool FindPositions()
    {
        var trees = new HashSet<long>();
        for (var i = 0; i < _modes.Count; i++)
            if (!_positions.TryAdd(_trees[i], _ids[i], i) || (IsRoot(i) && !trees.Add(_trees[i])))
                return false;
        return true;
    }

    private bool IsRoot(int position) => position == 0 || _trees[position] != _trees[position - 1];

    private bool TakeComparisons()
    {
        var keys = new List<long>(_modes.Count);
        for (var i = 0; i < _modes.Count; i++)
        {
            if (_features[i] is < 0 or > int.MaxValue || (!IsLeaf(i) && float.IsNaN(_thresholds[i])))
                return false;
            if (!IsLeaf(i))
                keys.Add(ComparisonKey(i));
        }

        _comparisons = new Comparisons([.. keys]);
        return true;
    }

    private long ComparisonKey(int position) => Comparisons.Key((int)_features[position], _thresholds[position]);

    private bool TakeTrees()
    {
        for (var i = 0; i < _modes.Count; i++)
            if (IsRoot(i) && !Take(i, 0))
                return false;
        return _nodes.Count == _modes.Count;
    }

    /// <returns>False when there is no such node, when it has been there before, or is too deep.</returns>
    private bool Take(int position, int depth)
    {
        if (position < 0 || _taken[position] || depth > Forests.Forest.MaxDepth)
            return false;
        _taken[position] = true;
        if (IsLeaf(position))
        {
            _nodes.Add(TreeNode.OfLeaf(_weights.LeafAt(position)));
            return true;
        }

        var node = _nodes.Count;
        _nodes.Add(default);
        if (!Take(Child(position, _whenTrue), depth + 1) || !Take(Child(position, _whenFalse), depth + 1))
            return false;
        _nodes[node] = new TreeNode(_comparisons.Find(ComparisonKey(position)), _nodes.Count - node);
        return true;
    }

    private int Child(int position, RepeatedField<long> ids)
        => _positions.TryFind(_trees[position], ids[position], out var child) ? child : -1;
}
