using System.Text.Json.Nodes;
using Platform.Inference.Tensors;

namespace Platform.Inference.Docs;

/// <summary>A body for <c>/infer</c> that a model takes: ones, and a word for each text.</summary>
internal static class TensorExample
{
    /// <summary>Elements of an input that an example shows.</summary>
    private const int LongestExample = 1000;

    /// <summary>Null where an input has no JSON form or is too large to show.</summary>
    public static JsonObject? Of(Signature signature)
    {
        if (HalfInput(signature) is not null || LargeInput(signature) is not null)
            return null;
        var request = new JsonObject { ["inputs"] = new JsonArray([.. signature.Inputs.Select(Input)]) };
        if (signature.Outputs.Any(output => output.Type.IsBinaryOnly))
            request["outputs"] = new JsonArray([.. signature.Outputs.Select(Output)]);
        return request;
    }

    public static TensorSpec? HalfInput(Signature signature) => Array.Find(signature.Inputs, input => input.Type.IsBinaryOnly);

    public static TensorSpec? LargeInput(Signature signature) => Array.Find(signature.Inputs, input => ElementsOf(input) > LongestExample);

    private static JsonNode Input(TensorSpec spec) => new JsonObject
    {
        ["name"] = spec.Name,
        ["datatype"] = spec.Type.Name,
        ["shape"] = new JsonArray([.. ShapeOf(spec).Select(dimension => JsonValue.Create(dimension))]),
        ["data"] = new JsonArray([.. Enumerable.Range(0, (int)ElementsOf(spec)).Select(_ => Element(spec.Type))]),
    };

    private static JsonNode Output(TensorSpec spec)
    {
        var output = new JsonObject { ["name"] = spec.Name };
        if (spec.Type.IsBinaryOnly)
            output["parameters"] = new JsonObject { ["binary_data"] = true };
        return output;
    }

    private static JsonNode Element(DataType type) => type switch
    {
        DataType.Bool => JsonValue.Create(true),
        DataType.Bytes => JsonValue.Create("text"),
        _ => JsonValue.Create(1),
    };

    private static long[] ShapeOf(TensorSpec spec) => [.. spec.ListedShape.Select(dimension => dimension < 0 ? 1 : dimension)];

    private static long ElementsOf(TensorSpec spec) => Tensor.CountOf(ShapeOf(spec));
}
