using Platform.Infra.MachineLearning;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("model-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void In_TheRepository_FindsEveryModelThatTheServerServes()
    {
        var shipped = Directory.EnumerateFiles(Path.Combine(StackFiles.Root, "app", "models"), "model.onnx", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(StackFiles.Root, "app", "models"), file).Replace('\\', '/'));

        Assert.Equal(
            shipped.Order(), ModelFolder.In(StackFiles.Root).Select(folder => $"{folder.Model}/{folder.Version}/model.onnx").Order());
    }

    [Fact]
    public void In_TwoVersions_TakesEachAloneWithTheModelsSettings()
    {
        Write("flowers/model.json", "{}");
        Write("flowers/2/model.onnx", "two");
        Write("flowers/10/model.onnx", "ten");
        Write("flowers/README.md", "a card");
        Write("flowers/notes/model.onnx", "not a version");
        Write("bare/1/model.onnx", "one");

        Assert.Equal(
            ["bare/1: bare/1/model.onnx", "flowers/2: flowers/2/model.onnx flowers/model.json",
                "flowers/10: flowers/10/model.onnx flowers/model.json"],
            ModelFolder.In(_root).Select(folder => $"{folder.Model}/{folder.Version}: {string.Join(' ', Blobs(folder))}"));
    }

    [Theory]
    [InlineData("{}", 3)]
    [InlineData("""{ "release": { "version": 3 } }""", 2)]
    [InlineData("""{ "release": { "version": 3, "stage": "share", "sharePercent": 5 } }""", 2)]
    [InlineData("""{ "release": { "version": 3, "stage": "all" } }""", 3)]
    [InlineData("""{ "release": { "version": 1, "stage": "all" } }""", 1)]
    [InlineData("""{ "release": { "version": 7, "stage": "all" } }""", 3)]
    [InlineData("no JSON", 3)]
    public void InService_WhileAVersionIsBeingReleased_IsTheOneThatCallersGet(string settings, int version)
    {
        Write("flowers/model.json", settings);
        foreach (var number in new[] { 1, 2, 3 })
            Write($"flowers/{number}/model.onnx", $"{number}");
        Write("trees/9/model.onnx", "nine");

        var folders = ModelFolder.In(_root);

        Assert.Equal(version, ModelFolder.InService(folders, "flowers")?.Version);
        Assert.Null(ModelFolder.InService(folders, "birds"));
    }

    private static IEnumerable<string> Blobs(ModelFolder folder)
        => folder.Source.Blobs.Select(blob => string.Join('/', blob.Path.Split('/').Skip(3)));

    private void Write(string path, string content)
    {
        var file = Path.Combine(_root, "app", "models", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
