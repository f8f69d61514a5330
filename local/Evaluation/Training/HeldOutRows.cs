namespace Platform.Evaluation.Training;

/// <summary>The rows that no version of a model has seen, in a file that goes with them.</summary>
internal sealed class HeldOutRows(DirectoryInfo folder) : IDisposable
{
    public string Folder => folder.FullName;

    public string File => Path.Combine(folder.FullName, "held_out.csv");

    public void Dispose() => folder.Delete(recursive: true);
}
