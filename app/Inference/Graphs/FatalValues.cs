using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Finds operators with which values of a request can end the process, whatever its shapes are: ONNX Runtime divides whole numbers without
/// a look at them, and the processor traps the smallest by -1; and what selects by values can leave nothing to operators that cannot take
/// that.
/// </summary>
internal sealed class FatalValues
{
    private const int MaxDepth = 64;

    private static readonly string[] _counts = ["Shape", "Size", "ArgMax", "ArgMin", "NonZero", "SequenceLength"];

    /// <summary>They give no negative number where they get none: of their first input, and of all.</summary>
    private static readonly string[] _keepers = [
        "Identity", "Cast", "Gather", "Slice", "Squeeze", "Unsqueeze", "Reshape", "ReduceProd", "ReduceMax", "ReduceMin",
    ];
    private static readonly string[] _joiners = ["Concat", "Mul", "Add", "Div", "Mod", "Max", "Min"];

    private readonly NonEmpty _nonEmpty = new(inputsAre: true);

    /// <returns>The operator, or null.</returns>
    public static string? OperatorIn(ModelProto model)
    {
        var values = new FatalValues();
        foreach (var placed in PlacedNode.AllOf(model))
            if (values.CanEnd(placed))
                return placed.Node.OpType;
        return null;
    }

    private bool CanEnd(PlacedNode placed)
    {
        var (node, scope) = placed;
        return UnsafeOperands.Of(node).Any(input => !_nonEmpty.Is(new TensorPlace(scope, input))) || node switch
        {
            { OpType: "Div" or "Mod", Domain: "" or "ai.onnx", Input: [var dividend, var divisor] } =>
                IsWhole(node, new TensorPlace(scope, dividend)) && !IsNever(int.MinValue, scope, dividend) && !IsNever(-1, scope, divisor),
            { OpType: "STFT" } =>
                node.Input.Where((size, index) => index is 1 or 3 && size.Length > 0)
                    .Any(size => scope.NumbersOf(size)?.All(number => number > 0) != true),
            _ => false,
        };
    }

    /// <summary>
    /// Whether it divides whole numbers: narrower ones are divided as wider ones, which they cannot overflow, and fmod divides floats.
    /// </summary>
    private static bool IsWhole(NodeProto node, TensorPlace operand) => node.Number("fmod", 0) == 0 && ElementTypes.Of(operand) switch
    {
        ElementTypes.Int32 or ElementTypes.Int64 => true,
        ElementTypes.Unknown => node.OpType == "Mod",
        _ => false,
    };

    /// <summary>Whether a tensor cannot hold a negative number, which for the smallest one is that of 32 or of 64 bits.</summary>
    private static bool IsNever(int fatal, GraphScope scope, string name)
        => scope.NumbersOf(name) is { } numbers ? !numbers.Contains(fatal) && !numbers.Contains(long.MinValue) : IsCount(scope, name, 0);

    /// <summary>Whether a tensor counts something, or is made of what does, and so is not negative.</summary>
    private static bool IsCount(GraphScope scope, string name, int depth)
    {
        if (scope.NumbersOf(name) is { } numbers)
            return Array.TrueForAll(numbers, number => number >= 0);
        if (depth > MaxDepth || scope.Find(name) is not var (place, found) || place.MakerOf(found) is not var (node, _))
            return false;
        return _counts.Contains(node.OpType)
            || (_keepers.Contains(node.OpType) && IsCount(place, node.Input[0], depth + 1))
            || (_joiners.Contains(node.OpType) && node.Input.All(input => IsCount(place, input, depth + 1)));
    }
}
