using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Reads from the operators behind a tensor what it means: the class that a classifier chose, its scores, or probabilities, and which
/// classes they are of. Goes back from the tensor through what only changes its form.
/// </summary>
internal sealed class OutputMeanings(GraphView graph)
{
    private const int MaxSteps = 64;
    private static readonly string[] _truths = [
        "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Not", "And", "Or", "Xor", "Binarizer",
    ];
    private static readonly string[] _rearranging = [
        "Gather", "GatherElements", "GatherND", "ArrayFeatureExtractor", "Concat", "Split", "Slice", "ReverseSequence", "ScatterElements",
    ];
    private static readonly string[] _columnwise = [
        "Softmax", "Sigmoid", "Normalizer", "ZipMap", "Mul", "Div", "Add", "Sub", "Neg", "Abs", "Exp", "Log", "Pow", "Sqrt", "Clip",
    ];
    private static readonly string[] _probabilityTransforms = ["SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"];

    public OutputMeaning Of(string tensor) => Of(tensor, MaxSteps);

    /// <summary>
    /// Whether the columns of a table are put together anew by what a label is not made of, so that they need not be in the order of its
    /// classes any more.
    /// </summary>
    public bool AreRearranged(string table, string label)
    {
        var (seen, left, behind) = (new HashSet<string>(), new Stack<string>([table]), graph.TensorsBehind(label));
        while (left.TryPop(out var tensor))
        {
            if (!seen.Add(tensor) || graph.MakerOf(tensor) is not var (node, _))
                continue;
            if (_rearranging.Contains(node.OpType) && !behind.Contains(tensor) && !IsComplement(node))
                return true;
            // The others of a form are its shape
            if (GraphView.IsForm(node))
                left.Push(node.Input[0]);
            else if (_columnwise.Contains(node.OpType))
                foreach (var input in node.Input)
                    left.Push(input);
        }

        return false;
    }

    private OutputMeaning Of(string tensor, int steps)
    {
        if (steps == 0 || graph.MakerOf(tensor) is not ({ Input.Count: > 0 } node, var output))
            return OutputMeaning.Plain;
        if (GraphView.IsForm(node) && output == 0)
            return Of(node.Input[0], steps - 1);
        return node.OpType switch
        {
            "LinearClassifier" or "SVMClassifier" or "TreeEnsembleClassifier" => OfClassifier(node, output),
            "ArgMax" or "ArgMin" => new OutputMeaning(OutputRole.Index),
            "TopK" when output == 1 => new OutputMeaning(OutputRole.Index),
            "ArrayFeatureExtractor" or "Gather" when graph.ClassesIn(node.Input[0]) is { } list && node.Number("axis", 0) == 0 =>
                OfChoice(list, Of(node.Input[1], steps - 1)),
            "ArrayFeatureExtractor" or "Gather" or "Slice" => OfPart(Of(node.Input[0], steps - 1)),
            "LabelEncoder" => OfEncoder(node, Of(node.Input[0], steps - 1)),
            "CategoryMapper" => OfMapper(node, Of(node.Input[0], steps - 1)),
            "ZipMap" => new OutputMeaning(OutputRole.Probabilities, node.Classes("classlabels_strings", "classlabels_int64s")),
            "Softmax" when node.Number("axis", -1) is -1 or 1 =>
                new OutputMeaning(OutputRole.Probabilities, Of(node.Input[0], steps - 1).Classes),
            "Normalizer" => OfNormalizer(Of(node.Input[0], steps - 1)),
            "Where" when node.Input.Count == 3 => OfSelection(node, steps - 1),
            _ when _truths.Contains(node.OpType) =>
                new OutputMeaning(OutputRole.Label, ClassList.Positions(2) with { AreSelected = true }),
            "Concat" when IsComplement(node) => new OutputMeaning(OutputRole.Probabilities),
            _ => OutputMeaning.Plain,
        };
    }

    private static OutputMeaning OfClassifier(NodeProto node, int output)
    {
        var classes = node.Classes("classlabels_strings", "classlabels_ints", "classlabels_int64s");
        if (output == 0)
            return new OutputMeaning(OutputRole.Label, classes) { Misleads = ChoosesBySign(node, classes) };
        var isProbability = _probabilityTransforms.Contains(node.Text("post_transform")) || node.Find("prob_a") is { Floats.Count: > 0 };
        return new OutputMeaning(isProbability ? OutputRole.Probabilities : OutputRole.Scores, classes);
    }

    /// <summary>
    /// Of a forest of two classes that has weights for both, ONNX Runtime's label is 1 where the second's sum is above 0, else 0: whatever
    /// the first's is, and whatever whole numbers the classes are. https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleClassifier.html
    /// </summary>
    private static bool ChoosesBySign(NodeProto node, ClassList? classes)
        => node.OpType == "TreeEnsembleClassifier" && classes?.Names.Length == 2 && node.Find("class_ids")?.Ints.Distinct().Count() > 1;

    /// <summary>Some of several classes, as the first of the best five, are classes; some columns of scores are not all of them.</summary>
    private static OutputMeaning OfPart(OutputMeaning whole)
        => whole.Role is OutputRole.Label or OutputRole.Index ? whole : OutputMeaning.Plain;

    /// <summary>One of a list: the class at a position, or at what a classifier's label says, which need not be its position.</summary>
    private static OutputMeaning OfChoice(ClassList list, OutputMeaning at)
    {
        if (at is not { Role: OutputRole.Label, Classes: { Numbers: { } numbers } classes })
            return at.Role == OutputRole.Label ? OutputMeaning.Plain : new OutputMeaning(OutputRole.Label, list);
        return Array.Exists(numbers, number => number < 0 || number >= list.Names.Length) ? OutputMeaning.Plain : new OutputMeaning(
            OutputRole.Label,
            new ClassList(
                [.. numbers.Select(number => list.Names[number])],
                list.Numbers is { } values ? [.. numbers.Select(number => values[number])] : null)
            {
                AreSelected = classes.AreSelected, Own = classes.Own ?? classes.Names,
            }) { Misleads = at.Misleads };
    }

    /// <summary>One of two constants, or of what is selected from others; ascending, as nothing else says their order.</summary>
    private OutputMeaning OfSelection(NodeProto node, int steps)
    {
        var sides = node.Input.Skip(1).Select(side => graph.ClassesIn(side)
            ?? (Of(side, steps) is { Role: OutputRole.Label, Classes: { } classes } ? classes : null)).ToList();
        if (sides is not [{ } first, { } second] || first.Numbers is null != second.Numbers is null)
            return OutputMeaning.Plain;
        var classes = first.Numbers is null ? new ClassList([.. first.Names.Union(second.Names).Order(StringComparer.Ordinal)])
            : ClassList.Of([.. first.Numbers.Union(second.Numbers!).Order()]);
        return new OutputMeaning(OutputRole.Label, classes with { AreSelected = true });
    }

    private static OutputMeaning OfEncoder(NodeProto node, OutputMeaning encoded)
    {
        var keys = node.Classes("keys_strings", "keys_int64s", "keys_floats", "keys_tensor")
            ?? (node.Classes("classes_strings") is { } old ? ClassList.Positions(old.Names.Length) : null);
        var values = node.Classes("values_strings", "values_int64s", "values_tensor", "classes_strings");
        return Renamed(encoded, keys, values, node.Classes(values?.Numbers is null ? "default_string" : "default_int64"));
    }

    /// <summary>Texts in the place of numbers, or numbers in that of texts.</summary>
    private OutputMeaning OfMapper(NodeProto node, OutputMeaning mapped)
    {
        var (numbers, texts) = (node.Classes("cats_int64s"), node.Classes("cats_strings"));
        return mapped.Classes is { Numbers: null } || graph.IsCastToText(node.Input[0])
            ? Renamed(mapped, texts, numbers)
            : Renamed(mapped, numbers, texts);
    }

    /// <summary>Puts other names in the place of classes, or of their positions; of those that it has none for, the one that is said.</summary>
    private static OutputMeaning Renamed(OutputMeaning encoded, ClassList? keys, ClassList? values, ClassList? other = null)
    {
        if (keys is null || values is null || keys.Names.Length != values.Names.Length)
            return OutputMeaning.Plain;
        var from = encoded.Classes ?? (encoded.Role == OutputRole.Index ? ClassList.Positions(keys.Names.Length) : null);
        var positions = from?.Names.Select(name => Array.IndexOf(keys.Names, name)).ToList();
        if (positions is null || (positions.Contains(-1) && other is null))
            return OutputMeaning.Plain;
        return new OutputMeaning(
            OutputRole.Label,
            new ClassList(
                [.. positions.Select(at => at < 0 ? other!.Names[0] : values.Names[at])],
                values.Numbers is { } numbers ? [.. positions.Select(at => at < 0 ? other!.Numbers![0] : numbers[at])] : null)
            {
                AreSelected = from!.HasNoOrder, Own = encoded.Classes is { } classes ? classes.Own ?? classes.Names : null,
            }) { Misleads = encoded.Misleads };
    }

    private static OutputMeaning OfNormalizer(OutputMeaning scores)
        => scores.Role is OutputRole.Scores or OutputRole.Probabilities
        ? scores with { Role = OutputRole.Probabilities }
        : OutputMeaning.Plain;

    /// <summary>Whether two columns are 1 - p and p, where p is between 0 and 1 for its <c>Sigmoid</c>.</summary>
    private bool IsComplement(NodeProto concat)
        => concat.Input is [var no, var yes] && graph.MakerOf(no) is ({ OpType: "Sub", Input: [_, var subtracted] }, _) && subtracted == yes
        && graph.MakerOf(yes) is ({ OpType: "Sigmoid" }, _);
}
