namespace Platform.Review.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("platform-review-").FullName;

    /// <summary>
    /// Makes it a checkout as far as plans read one: the settings files, the server that is built, a model, and what trains it.
    /// </summary>
    public void CheckOut(params string[] settings)
    {
        var training =
            Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryRoot.Path, "app", "training"), "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file));
        foreach (var file in (string[])[
            .. settings, "app/Billing/Dockerfile", "app/Inference/Dockerfile", "app/Inference/openapi.json", "app/models/iris/1/model.onnx",
            .. training,
        ])
        {
            var path = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.Copy(System.IO.Path.Combine(RepositoryRoot.Path, file), path);
        }
    }

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
