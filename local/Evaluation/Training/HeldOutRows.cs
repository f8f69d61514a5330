namespace Platform.Evaluation.Training;

/// <summary>The rows that no version of a model has seen, in a file that goes with them.</summary>
internal sealed class HeldOutRows(DirectoryInfo folder) : IDisposable
{
    public string Folder => folder.FullName;

    /// <summary>CSV, or prompts as JSON lines; null where the training holds nothing out.</summary>
    public string? File => folder.EnumerateFiles("held_out.*").FirstOrDefault()?.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
