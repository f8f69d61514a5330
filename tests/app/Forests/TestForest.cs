namespace Platform.Forests.Tests;

/// <summary>A model of one ensemble. Trees and nodes have numbers in no order, and only the roots stand first.</summary>
internal sealed class TestForest
{
    public const int Features = 3;

    public TestForest(string operation, TestTree[] trees, Draws? draws = null)
    {
        Operation = operation;
        draws ??= new Draws(1);
        var prefix = operation == "TreeEnsembleClassifier" ? "class" : "target";
        var nodes = new List<(TestTree Node, long Tree, long Id, Dictionary<TestTree, long> Ids)>();
        foreach (var tree in trees)
        {
            TestTree[] all = [tree, .. draws.Shuffle(tree.All().Skip(1))];
            var ids = all.Zip(draws.Shuffle(Enumerable.Range(0, all.Length))).ToDictionary(pair => pair.First, pair => (long)pair.Second);
            var number = (trees.Length - Array.IndexOf(trees, tree)) * 3L;
            nodes.AddRange(all.Select(node => (node, number, ids[node], ids)));
        }

        var weights = draws.Shuffle(
            nodes.SelectMany(node => node.Node.Weights.Select(weight => (node.Tree, Node: node.Id, weight.Id, weight.Weight))));
        Attributes["nodes_treeids"] = nodes.Select(node => node.Tree).ToArray();
        Attributes["nodes_nodeids"] = nodes.Select(node => node.Id).ToArray();
        Attributes["nodes_featureids"] = nodes.Select(node => (long)node.Node.Feature).ToArray();
        Attributes["nodes_values"] = nodes.Select(node => node.Node.Threshold).ToArray();
        Attributes["nodes_modes"] = nodes.Select(node => node.Node.WhenTrue is null ? "LEAF" : "BRANCH_LEQ").ToArray();
        Attributes["nodes_truenodeids"] = nodes.Select(node => node.Node.WhenTrue is { } child ? node.Ids[child] : 0).ToArray();
        Attributes["nodes_falsenodeids"] = nodes.Select(node => node.Node.WhenFalse is { } child ? node.Ids[child] : 0).ToArray();
        Attributes[$"{prefix}_treeids"] = weights.Select(weight => weight.Tree).ToArray();
        Attributes[$"{prefix}_nodeids"] = weights.Select(weight => weight.Node).ToArray();
        Attributes[$"{prefix}_ids"] = weights.Select(weight => (long)weight.Id).ToArray();
        Attributes[$"{prefix}_weights"] = weights.Select(weight => weight.Weight).ToArray();
    }

    public string Operation { get; }

    public string Domain { get; set; } = "ai.onnx.ml";

    /// <summary>1 is float, 11 double.</summary>
    public int InputType { get; set; } = 1;

    /// <summary>Bytes at the end of the node.</summary>
    public byte[] More { get; set; } = [];

    public Dictionary<string, object> Attributes { get; } = [];

    public static TestForest Classifier(int seed, int labels, Func<Draws, (int, float)[]> weights, int trees = 7, int depth = 4)
    {
        var forest = Grow("TreeEnsembleClassifier", seed, weights, trees, depth);
        forest.Attributes["classlabels_int64s"] = Enumerable.Range(0, labels).Select(label => 10L + label).ToArray();
        return forest;
    }

    public static TestForest Regressor(int seed, long targets, Func<Draws, (int, float)[]> weights, int trees = 7, int depth = 4)
    {
        var forest = Grow("TreeEnsembleRegressor", seed, weights, trees, depth);
        forest.Attributes["n_targets"] = targets;
        return forest;
    }

    public TestForest With(string attribute, object value)
    {
        Attributes[attribute] = value;
        return this;
    }

    public TestForest WithMode(string mode)
        => With("nodes_modes", ((string[])Attributes["nodes_modes"]).Select(one => one == "LEAF" ? one : mode).ToArray());

    public byte[] Build(string input = "x", params byte[][] before)
    {
        string[] outputs = Operation == "TreeEnsembleClassifier" ? ["label", "scores"] : ["scores"];
        var attributes = Attributes.Select(attribute => OnnxBytes.Attribute(attribute.Key, attribute.Value));
        return OnnxBytes.Model(
        [
            .. before, OnnxBytes.Node(Domain, Operation, input, outputs, [.. attributes, More]), OnnxBytes.Value(11, "x", InputType),
            .. outputs.Select(
                output => OnnxBytes.Value(12, output, output == "scores" ? 1 : Attributes.ContainsKey("classlabels_strings") ? 8 : 7)),
        ]);
    }

    private static TestForest Grow(string operation, int seed, Func<Draws, (int, float)[]> weights, int trees, int depth)
    {
        var draws = new Draws(seed);
        return new TestForest(operation, [.. Enumerable.Range(0, trees).Select(_ => TestTree.Grow(draws, depth, weights))], draws);
    }
}
