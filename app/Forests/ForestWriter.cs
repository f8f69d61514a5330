using System.Numerics;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Platform.Inference.Forests;

/// <summary>Puts one tree in the place of the trees of an ensemble.</summary>
internal sealed class ForestWriter(Ensemble ensemble, Comparisons comparisons, MergedTree tree)
{
    public static readonly ByteString LessOrEqual = ByteString.CopyFromUtf8("BRANCH_LEQ");
    public static readonly ByteString Less = ByteString.CopyFromUtf8("BRANCH_LT");
    public static readonly ByteString Leaf = ByteString.CopyFromUtf8("LEAF");

    /// <returns>
    /// False when the tree cannot take the forest's place: ONNX Runtime refuses rows that lack the last feature that is compared, and
    /// chooses between two labels by whether any weight is negative, and by which classes have weights at all.
    /// </returns>
    public bool TryWrite()
    {
        if (!HasSameFeatures() || (ensemble.IsClassifier && !(HasSameSigns() && HasSameClasses())))
            return false;
        ensemble.Replace([.. Nodes(), .. Branches(), .. Weights()]);
        return true;
    }

    private bool HasSameFeatures()
    {
        var last = -1;
        foreach (var node in tree.Nodes)
            last = Math.Max(last, node.Test);
        return comparisons.Count == 0 || (last >= 0 && comparisons.Feature(last) == comparisons.Feature(comparisons.Count - 1));
    }

    private bool HasSameSigns()
    {
        var merged = false;
        for (var leaf = 0; leaf < tree.Leaves.Count; leaf++)
            merged |= HasNegative(tree.Leaves.Weights(leaf));
        return merged == HasNegative([.. ensemble.Floats("class_weights")]);
    }

    private static bool HasNegative(ReadOnlySpan<float> weights)
    {
        foreach (var weight in weights)
            if (weight < 0)
                return true;
        return false;
    }

    private bool HasSameClasses()
    {
        var (before, after) = (0UL, 0UL);
        foreach (var id in ensemble.Ints("class_ids"))
            before |= 1UL << (int)id;
        for (var leaf = 0; leaf < tree.Leaves.Count; leaf++)
            after |= tree.Leaves.Present(leaf);
        return before == after;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ByteString[] Nodes()
    {
        var (leaf, branch) = (Leaf.ToByteArray(), Mode().ToByteArray());
        var (modes, features, thresholds) = (new byte[tree.Nodes.Length][], new int[tree.Nodes.Length], new float[tree.Nodes.Length]);
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            var node = tree.Nodes[i];
            modes[i] = node.IsLeaf ? leaf : branch;
            features[i] = node.IsLeaf ? 0 : comparisons.Feature(node.Test);
            thresholds[i] = node.IsLeaf ? 0 : comparisons.Threshold(node.Test);
        }

        return [AttributeWriter.Of("nodes_modes", modes), AttributeWriter.Of("nodes_featureids", features), AttributeWriter.Of("nodes_values", thresholds)];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ByteString[] Branches()
    {
        var (trees, ids, whenTrue, whenFalse) = (new int[tree.Nodes.Length], new int[tree.Nodes.Length], new int[tree.Nodes.Length], new int[tree.Nodes.Length]);
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            ids[i] = i;
            if (tree.Nodes[i].IsLeaf)
                continue;
            whenTrue[i] = i + 1;
            whenFalse[i] = i + 1 + tree.Nodes[i + 1].Size;
        }

        return
        [
            AttributeWriter.Of("nodes_treeids", trees), AttributeWriter.Of("nodes_nodeids", ids),
            AttributeWriter.Of("nodes_truenodeids", whenTrue), AttributeWriter.Of("nodes_falsenodeids", whenFalse),
        ];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ByteString[] Weights()
    {
        var count = CountWeights();
        var (nodes, ids, weights, next) = (new int[count], new int[count], new float[count], 0);
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            if (!tree.Nodes[i].IsLeaf)
                continue;
            var sums = tree.Leaves.Weights(tree.Nodes[i].Leaf);
            for (var present = tree.Leaves.Present(tree.Nodes[i].Leaf); present != 0; present &= present - 1)
            {
                var id = BitOperations.TrailingZeroCount(present);
                (nodes[next], ids[next], weights[next]) = (i, id, sums[id]);
                next++;
            }
        }

        var prefix = ensemble.Weights;
        return
        [
            AttributeWriter.Of($"{prefix}_treeids", new int[count]), AttributeWriter.Of($"{prefix}_nodeids", nodes),
            AttributeWriter.Of($"{prefix}_ids", ids), AttributeWriter.Of($"{prefix}_weights", weights),
        ];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CountWeights()
    {
        var count = 0;
        foreach (var node in tree.Nodes)
            count += node.IsLeaf ? BitOperations.PopCount(tree.Leaves.Present(node.Leaf)) : 0;
        return count;
    }

    private ByteString Mode()
    {
        foreach (var mode in ensemble.Strings("nodes_modes"))
            if (mode != Leaf)
                return mode;
        return Leaf;
    }
}
