using Google.Protobuf;
using Google.Protobuf.Collections;
using Platform.Forests.Onnx;

namespace Platform.Forests;

/// <summary>A node of a graph that adds up the leaves of trees.</summary>
internal sealed class Ensemble
{
    public const string Domain = "ai.onnx.ml";
    public const string Classifier = "TreeEnsembleClassifier";
    public const string Regressor = "TreeEnsembleRegressor";
    private static readonly string[] _nodes =
        ["falsenodeids", "featureids", "hitrates", "missing_value_tracks_true", "modes", "nodeids", "treeids", "truenodeids", "values"];
    private static readonly string[] _weights = ["ids", "nodeids", "treeids", "weights"];
    private static readonly string[] _kept =
        ["aggregate_function", "base_values", "classlabels_int64s", "classlabels_strings", "n_targets", "post_transform"];
    private static readonly ByteString _sum = ByteString.CopyFromUtf8("SUM");
    private readonly NodeProto _node;

    private Ensemble(NodeProto node) => _node = node;

    public bool IsClassifier => _node.OpType == Classifier;

    /// <summary>What the names of the attributes with weights begin with.</summary>
    public string Weights => IsClassifier ? "class" : "target";

    /// <summary>Of classes or targets.</summary>
    public long Classes => IsClassifier
        ? Math.Max(Strings("classlabels_strings").Count, Ints("classlabels_int64s").Count)
        : Find("n_targets")?.I ?? 0;

    /// <returns>Null for other nodes, and for those that do more than add up single-precision leaves, or what this server does not
    /// know.</returns>
    public static Ensemble? From(NodeProto node)
    {
        if (node.Domain != Domain || node.OpType is not (Classifier or Regressor) || node.Input.Count != 1)
            return null;
        var ensemble = new Ensemble(node);
        return ensemble.KnowsAll() && (ensemble.Find("aggregate_function") is not { } function || function.S == _sum) ? ensemble : null;
    }

    public RepeatedField<long> Ints(string name) => Find(name)?.Ints ?? [];

    public RepeatedField<float> Floats(string name) => Find(name)?.Floats ?? [];

    public RepeatedField<ByteString> Strings(string name) => Find(name)?.Strings ?? [];

    /// <summary>Takes out what there is for each node and each weight, and puts this in its place.</summary>
    public void Replace(IEnumerable<AttributeProto> attributes)
    {
        AttributeProto[] kept = [.. _node.Attribute.Where(attribute => _kept.Contains(attribute.Name))];
        _node.Attribute.Clear();
        _node.Attribute.AddRange([.. kept, .. attributes]);
    }

    private AttributeProto? Find(string name)
    {
        foreach (var attribute in _node.Attribute)
            if (attribute.Name == name)
                return attribute;
        return null;
    }

    private bool KnowsAll()
    {
        foreach (var attribute in _node.Attribute)
            if (!Knows(attribute.Name) || Find(attribute.Name) != attribute)
                return false;
        return true;
    }

    private bool Knows(string name) => _kept.Contains(name) || IsPart(name, "nodes_", _nodes) || IsPart(name, $"{Weights}_", _weights);

    private static bool IsPart(string name, string prefix, string[] parts)
        => name.StartsWith(prefix, StringComparison.Ordinal) && parts.Contains(name[prefix.Length..]);
}
