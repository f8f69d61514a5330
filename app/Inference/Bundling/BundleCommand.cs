using Google.Protobuf;
using Platform.Forests.Onnx;

namespace Platform.Inference.Bundling;

/// <summary>
/// <c>bundle LIBRARY FOLDER</c>, of the build: takes the encoder out of its package, quantizes it, and writes what a version of a model
/// has.
/// </summary>
internal static class BundleCommand
{
    public const string Verb = "bundle";

    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter errors)
    {
        if (args is not [_, var library, var folder])
        {
            errors.WriteLine("usage: bundle LIBRARY FOLDER");
            return 2;
        }

        try
        {
            using var package = new PackagedModel(library);
            var model = EncoderQuantizer.Quantize(ModelProto.Parser.ParseFrom(package.Read("model.onnx")));
            // What BERT makes of a text for a task of its training
            while (model.Graph.Output.Count > 1)
                model.Graph.Output.RemoveAt(1);
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, "vocab.txt"), package.Read("vocab.txt"));
            File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model.ToByteArray());
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or BadImageFormatException
            or InvalidProtocolBufferException)
        {
            errors.WriteLine($"{library} cannot be bundled: {exception.Message}");
            return 1;
        }
    }
}
