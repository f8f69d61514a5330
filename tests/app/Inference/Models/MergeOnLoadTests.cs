using System.Net;
using Microsoft.Extensions.Logging;
using Platform.Forests.Tests;
using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Models;

public sealed class MergeOnLoadTests : IDisposable
{
    private static readonly string _iris = Path.Combine(AppContext.BaseDirectory, "models", "iris", "1", "model.onnx");
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_OfTheBundledForest_SaysThatItIsMerged() => Assert.Equal(
        ["6 Model 'iris' version 1 is served with its 100 trees merged into 40033 leaves"], Load(File.ReadAllBytes(_iris), null));

    [Theory]
    [InlineData("""{"mergeTrees":false}""", 0)]
    [InlineData("""{"mergeTrees":true}""", 1)]
    [InlineData("{}", 1)]
    public void Load_WithTheSetting_HonoursIt(string settings, int lines)
        => Assert.Equal(lines, Load(File.ReadAllBytes(_iris), settings).Count);

    [Fact]
    public void Load_OfAFileThatNamesOthers_DoesNotMergeIt()
        => Assert.Empty(Load(
            [.. File.ReadAllBytes(_iris), .. OnnxBytes.Message(14, OnnxBytes.Text(1, "location"), OnnxBytes.Text(2, "weights.bin"))],
            null));

    [Fact]
    public void Load_OfAFileBeyond64MB_DoesNotMergeIt()
        => Assert.Empty(Load([.. File.ReadAllBytes(_iris), .. OnnxBytes.Message(6, new byte[64 << 20])], null));

    [Fact]
    public void Load_OfANameFarInAFile_FindsIt()
    {
        // So that the name lies across the end of the first part that is read.
        var model = File.ReadAllBytes(_iris);
        var before = (128 << 10) - 6 - model.AsSpan().IndexOf("TreeEnsemble"u8);

        Assert.Single(Load([.. OnnxBytes.Message(6, new byte[before - 4]), .. model], null));
    }

    [Theory]
    [InlineData("no protobuf")]
    [InlineData("TreeEnsemble, but no protobuf")]
    public void Load_OfABrokenFile_SaysSo(string content)
    {
        var exception = Assert.Throws<ModelLoadException>(() => Load(System.Text.Encoding.UTF8.GetBytes(content), null));

        Assert.Equal("its model.onnx is not a valid ONNX model", exception.Message);
        Assert.Contains($"Load model from {_root.Path}", exception.InnerException!.Message);
    }

    [Fact]
    public async Task Predict_WithAndWithoutMerging_AnswersTheSame()
    {
        foreach (var name in (string[])["merged", "plain"])
            Write(
                name, File.ReadAllBytes(_iris),
                $$"""{"features":["sepal_length","sepal_width","petal_length","petal_width"],"mergeTrees":{{(name == "merged"
                ? "true"
                : "false")}}}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _root.Path);
        var rows = $"[{string.Join(',', IrisRow.All.Select(row => row.Json))}]";

        var merged = await server.PostAsync("/models/merged/predict", rows);
        var plain = await server.PostAsync("/models/plain/predict", rows);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (merged.Status, plain.Status));
        Assert.Equal(plain.Text.Replace("plain", "merged"), merged.Text);
    }

    private List<string> Load(byte[] content, string? settings)
    {
        var log = new LoadLog();
        Write("iris", content, settings);
        ServerLoader.Create(TimeProvider.System, log).Load(ModelFile.Scan(_root.Path).Single()).Drop();
        return log.Lines;
    }

    private void Write(string model, byte[] content, string? settings)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.Path, model, "1")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), content);
        if (settings is not null)
            File.WriteAllText(Path.Combine(_root.Path, model, "model.json"), settings);
    }

    private sealed class LoadLog : ILogger<ModelLoader>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add($"{eventId.Id} {formatter(state, exception)}");
    }
}
