using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Execution;

/// <summary>A model that adds 1 to its input as often as its other input says: a run takes as long as the caller asks for.</summary>
internal static class LoopModel
{
    /// <param name="models">Gets the model.</param>
    /// <param name="name">Of the model.</param>
    /// <param name="settings">Its model.json, if any.</param>
    /// <param name="width">Elements of its input; -1 for any number.</param>
    public static void Add(ModelFolder models, string name, string? settings, long width = 1)
    {
        byte[] body = [.. OnnxBytes.Text(2, "body"),
            .. OnnxBytes.Node("", "Identity", "go", ["on"]), .. OnnxBytes.Node("", "Add", ["sum", "one"], ["next"]),
            .. OnnxBytes.Value(11, "turn", ModelFolder.Int64, []), .. OnnxBytes.Value(11, "go", 9, []),
            .. OnnxBytes.Value(11, "sum", ModelFolder.Fp32, [width]),
            .. OnnxBytes.Value(12, "on", 9, []), .. OnnxBytes.Value(12, "next", ModelFolder.Fp32, [width])];
        models.Add(
            name, settings,
            OnnxBytes.Node(
                "", "Loop", ["turns", "yes", "x"], ["y"],
                OnnxBytes.Message(5, OnnxBytes.Text(1, "body"), OnnxBytes.Message(6, body), OnnxBytes.Number(20, 5))),
            OnnxBytes.Message(5, OnnxBytes.Number(2, 9), OnnxBytes.Number(5, 1), OnnxBytes.Text(8, "yes")),
            OnnxBytes.Message(
                5, OnnxBytes.Number(1, 1), OnnxBytes.Number(2, ModelFolder.Fp32), OnnxBytes.Real(4, 1), OnnxBytes.Text(8, "one")),
            OnnxBytes.Value(11, "turns", ModelFolder.Int64, []), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [width]),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [width]));
    }
}
