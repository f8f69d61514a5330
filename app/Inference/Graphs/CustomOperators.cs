using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>
/// Operators of ONNX Runtime Extensions, such as tokenizers. Their library is loaded for models that use them, and for no others.
/// </summary>
internal static class CustomOperators
{
    /// <summary>Both names that the library registers its operators under.</summary>
    private static readonly string[] _domains = ["ai.onnx.contrib", "com.microsoft.extensions"];

    public static bool AreIn(ModelProto model) => model.OpsetImport.Any(import => _domains.Contains(import.Domain));
}
