using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Execution;

/// <summary>ONNX Runtime has no error code for memory that ran out, only words.</summary>
internal static class NativeMemory
{
    private static readonly string[] _words = ["bad_alloc", "bad allocation", "Failed to allocate memory", "Available memory of"];

    public static bool RanOut(OnnxRuntimeException exception)
        => Array.Exists(_words, words => exception.Message.Contains(words, StringComparison.Ordinal));
}
