using System.Numerics;
using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Forests;

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

    private AttributeProto[] Nodes()
    {
        var (modes, features, thresholds) = (Strings("nodes_modes"), Ints("nodes_featureids"), Floats("nodes_values"));
        var branch = Mode();
        foreach (var node in tree.Nodes)
        {
            modes.Strings.Add(node.IsLeaf ? Leaf : branch);
            features.Ints.Add(node.IsLeaf ? 0 : comparisons.Feature(node.Test));
            thresholds.Floats.Add(node.IsLeaf ? 0 : comparisons.Threshold(node.Test));
        }

        return [modes, features, thresholds];
    }

    private AttributeProto[] Branches()
    {
        var (trees, ids, whenTrue, whenFalse) = (Ints("nodes_treeids"), Ints("nodes_nodeids"), Ints("nodes_truenodeids"),
            Ints("nodes_falsenodeids"));
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            var isLeaf = tree.Nodes[i].IsLeaf;
            trees.Ints.Add(0);
            ids.Ints.Add(i);
            whenTrue.Ints.Add(isLeaf ? 0 : i + 1);
            whenFalse.Ints.Add(isLeaf ? 0 : i + 1 + tree.Nodes[i + 1].Size);
        }

        return [trees, ids, whenTrue, whenFalse];
    }

    private AttributeProto[] Weights()
    {
        var prefix = ensemble.Weights;
        var (trees, nodes, ids, weights) = (Ints($"{prefix}_treeids"), Ints($"{prefix}_nodeids"), Ints($"{prefix}_ids"),
            Floats($"{prefix}_weights"));
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            if (!tree.Nodes[i].IsLeaf)
                continue;
            var sums = tree.Leaves.Weights(tree.Nodes[i].Leaf);
            for (var present = tree.Leaves.Present(tree.Nodes[i].Leaf); present != 0; present &= present - 1)
            {
                var id = BitOperations.TrailingZeroCount(present);
                trees.Ints.Add(0);
                nodes.Ints.Add(i);
                ids.Ints.Add(id);
                weights.Floats.Add(sums[id]);
            }
        }

        return [trees, nodes, ids, weights];
    }

    private ByteString Mode()
    {
        foreach (var mode in ensemble.Strings("nodes_modes"))
            if (mode != Leaf)
                return mode;
        return Leaf;
    }

    private static AttributeProto Ints(string name) => new() { Name = name, Type = AttributeProto.Types.Type.Ints };

    private static AttributeProto Floats(string name) => new() { Name = name, Type = AttributeProto.Types.Type.Floats };

    private static AttributeProto Strings(string name) => new() { Name = name, Type = AttributeProto.Types.Type.Strings };
}
