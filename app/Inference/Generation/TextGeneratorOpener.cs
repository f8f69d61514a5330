using Microsoft.ML.OnnxRuntime;
using Platform.Forests.Onnx;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation;

/// <summary>Opens the models that <see cref="TextGenerator"/> writes texts with.</summary>
internal sealed class TextGeneratorOpener : IWriterOpener
{
    public bool Takes(ModelFile file, ModelProto graph, ModelSettings settings) => TextGenerator.IsIn(file, graph, settings);

    public IModelWriter? TryOpen(ModelFile file, InferenceSession session, Signature signature, ModelSettings settings, TimeProvider time)
        => TextGenerator.TryCreate(file, session, signature, settings, time);
}
