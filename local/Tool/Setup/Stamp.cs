namespace Platform.Tool.Setup;

/// <summary>A program that was built, and what from.</summary>
/// <param name="Program">Its file.</param>
/// <param name="Sources">A stamp of what it is built from now.</param>
internal sealed record Stamp(string Program, string Sources)
{
    // Not beside the program, where a build may clean
    private string File => Repository.At("artifacts", "stamps", Path.GetFileNameWithoutExtension(Program));

    public bool IsCurrent => System.IO.File.Exists(Program) && System.IO.File.Exists(File) && System.IO.File.ReadAllText(File) == Sources;

    /// <summary>Before a build, which may fail half-way.</summary>
    public void Remove() => System.IO.File.Delete(Prepared());

    /// <summary>After one that went well.</summary>
    public void Write() => System.IO.File.WriteAllText(Prepared(), Sources);

    private string Prepared()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        return File;
    }
}
