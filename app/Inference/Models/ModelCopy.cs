using Platform.Inference.Graphs;

namespace Platform.Inference.Models;

/// <summary>
/// A model whose weights are in files beside it, copied to a place of its own. ONNX Runtime maps such files: overwritten in
/// place they would change answers, and cut short they would end the process.
/// </summary>
internal sealed class ModelCopy : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ModelCopy(DirectoryInfo folder, string path)
    {
        _folder = folder;
        Path = path;
    }

    /// <summary>The copy of model.onnx.</summary>
    public string Path { get; }

    /// <returns>Null for a model that is one file.</returns>
    /// <exception cref="ModelLoadException">A file is not within the model's folder, or there is no room for the copy.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ModelCopy? TryCreate(string path, GraphContent content)
    {
        if (content.ExternalFiles.Count == 0)
            return null;
        var source = System.IO.Path.GetDirectoryName(path)!;
        foreach (var file in content.ExternalFiles)
            RequireWithin(source, file);
        var folder = CreateFolder();
        try
        {
            var copy = new ModelCopy(folder, Copy(source, folder.FullName, System.IO.Path.GetFileName(path)));
            // What is missing is for the loader to say.
            foreach (var file in content.ExternalFiles.Where(file => File.Exists(System.IO.Path.Combine(source, file))))
                Copy(source, folder.FullName, file);
            return copy;
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>On Unix a file that is mapped stays until it no longer is, whether its name does or not.</summary>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps what is mapped; its own cleaning of temporary files takes it later.
        }
    }

    private static DirectoryInfo CreateFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("model-");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(
                "its weights are in files beside model.onnx, and the server has no temporary folder that it can write to copy them to; "
                + "give it one, or put the weights into model.onnx",
                exception);
        }
    }

    private static void RequireWithin(string source, string file)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(source, file));
        if (!full.StartsWith(source + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ModelLoadException($"its weights are in '{file}', which is not in the folder of its model.onnx");
    }

    private static string Copy(string source, string target, string file)
    {
        var path = System.IO.Path.Combine(target, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Copy(System.IO.Path.Combine(source, file), path);
        return path;
    }
}
