using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Forests.Tests;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Predict;

namespace Platform.Inference.Tests;

/// <summary>A model repository that a test fills, and that goes with it.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const int Fp32 = 1, Int64 = 7, Bytes = 8, Fp16 = 10, Fp64 = 11;

    private readonly TemporaryFolder _root = new();

    public string Path => _root.Path;

    public void Dispose() => _root.Dispose();

    /// <summary>Adds a model that gives its input INPUT0 back as OUTPUT0.</summary>
    /// <returns>The file.</returns>
    public string AddIdentity(string name, int type, long[] shape, string? settings = null) => Add(
        name, settings, OnnxBytes.Node("", "Identity", "INPUT0", ["OUTPUT0"]), OnnxBytes.Value(11, "INPUT0", type, shape),
        OnnxBytes.Value(12, "OUTPUT0", type, shape));

    /// <summary>Adds a model from its input x of any rank to its output y of any rank.</summary>
    public void AddOfAnyRank(string name, string? settings = null) => Add(
        name, settings, OnnxBytes.Node("", "Neg", "x", ["y"]), OnnxBytes.Value(11, "x", Fp32), OnnxBytes.Value(12, "y", Fp32));

    /// <summary>Adds version 1 of a model, and its model.json.</summary>
    /// <returns>The file.</returns>
    public string Add(string name, string? settings, params byte[][] graph)
    {
        var folder = Directory.CreateDirectory(_root.File($"{name}/1")).FullName;
        if (settings is not null)
            File.WriteAllText(_root.File($"{name}/model.json"), settings);
        var file = System.IO.Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(file, OnnxBytes.Model(graph));
        return file;
    }

    /// <summary>The only model, as the server loads it.</summary>
    public ModelVersion Load()
        => ServerLoader.Create(TimeProvider.System, NullLogger<ModelLoader>.Instance).Load(ModelFile.Scan(Path).Single());

    /// <summary>Why the only model cannot be loaded.</summary>
    public string Refusal() => Assert.Throws<ModelLoadException>(Load).Message;

    /// <summary>What <c>/predict</c> answers of the only model, after its name and version.</summary>
    public async Task<string> PredictAsync(string row)
    {
        const string start = """{"model":"m","version":"1",""";
        var model = Load();
        try
        {
            var answer = (await SampleAnswer.OfAsync(model, JsonNode.Parse(row)!.AsObject()))!;
            Assert.StartsWith(start, answer);
            return $"{{{answer[start.Length..]}";
        }
        finally
        {
            model.Drop();
        }
    }
}
