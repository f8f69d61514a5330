using Google.Protobuf.Collections;

namespace Platform.Forests;

/// <summary>The weights of an ensemble, put together for each of its leaves.</summary>
internal sealed class LeafWeights
{
    private readonly int _classes;
    private readonly RepeatedField<long> _trees;
    private readonly RepeatedField<long> _nodes;
    private readonly RepeatedField<long> _ids;
    private readonly RepeatedField<float> _values;
    private readonly int[] _leaves;

    public LeafWeights(Ensemble ensemble)
    {
        _classes = (int)ensemble.Classes;
        _trees = ensemble.Ints($"{ensemble.Weights}_treeids");
        _nodes = ensemble.Ints($"{ensemble.Weights}_nodeids");
        _ids = ensemble.Ints($"{ensemble.Weights}_ids");
        _values = ensemble.Floats($"{ensemble.Weights}_weights");
        _leaves = new int[ensemble.Strings("nodes_modes").Count];
        Leaves = new LeafTable(_classes);
    }

    public LeafTable Leaves { get; }

    public int LeafAt(int position) => _leaves[position];

    /// <returns>
    /// False for weights that are no numbers or belong to no node or class, for two of them that one leaf has for one class, and for a leaf
    /// without any where there is one class only: ONNX Runtime takes something else then.
    /// </returns>
    public bool Read(NodePositions positions, Func<int, bool> isLeaf)
    {
        if (_trees.Count != _ids.Count || _nodes.Count != _ids.Count || _values.Count != _ids.Count)
            return false;
        var weights = new float[_leaves.Length * _classes];
        var present = new ulong[_leaves.Length];
        for (var i = 0; i < _ids.Count; i++)
            if (!Read(i, positions, isLeaf, weights, present))
                return false;
        return AddLeaves(isLeaf, weights, present);
    }

    private bool Read(int i, NodePositions positions, Func<int, bool> isLeaf, float[] weights, ulong[] present)
    {
        if (!positions.TryFind(_trees[i], _nodes[i], out var position) || _ids[i] < 0 || _ids[i] >= _classes || !float.IsFinite(_values[i]))
            return false;
        // Old converters gave weights to other nodes too; ONNX Runtime does not look at them.
        if (!isLeaf(position))
            return true;
        var bit = 1UL << (int)_ids[i];
        var isFirst = (present[position] & bit) == 0;
        present[position] |= bit;
        weights[(position * _classes) + (int)_ids[i]] = _values[i];
        return isFirst;
    }

    private bool AddLeaves(Func<int, bool> isLeaf, float[] weights, ulong[] present)
    {
        for (var i = 0; i < _leaves.Length; i++)
        {
            if (!isLeaf(i))
                continue;
            if (_classes == 1 && present[i] == 0)
                return false;
            _leaves[i] = Leaves.Add(weights.AsSpan(i * _classes, _classes), present[i]);
        }

        return true;
    }
}
