using Microsoft.ML.OnnxRuntime;
using Platform.Forests.Onnx;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>Opens models that write texts.</summary>
internal interface IWriterOpener
{
    /// <summary>Whether a model is one, before it is opened.</summary>
    /// <exception cref="ModelLoadException">It is, but cannot be served with these settings.</exception>
    bool Takes(ModelFile file, ModelProto graph, ModelSettings settings);

    /// <returns>Null for a model that does something else.</returns>
    /// <exception cref="ModelLoadException">It writes texts, or is set to, but cannot be served.</exception>
    IModelWriter? TryOpen(ModelFile file, InferenceSession session, Signature signature, ModelSettings settings, TimeProvider time);
}
