namespace Platform.Tool.Setup;

/// <summary>A program that was built, and what from.</summary>
/// <param name="Program">Its file.</param>
/// <param name="Sources">A stamp of what it is built from now.</param>
internal sealed record Stamp(string Program, string Sources)
{
    // Not beside the program, where a build may clean
    private string File => Repository.At("artifacts", "stamps", Path.GetFileNameWithoutExtension(Program));

    private bool IsCurrent => System.IO.File.Exists(Program) && System.IO.File.Exists(File) && System.IO.File.ReadAllText(File) == Sources;

    /// <summary>Builds it, unless it was built from the same. A build that fails half-way leaves no stamp.</summary>
    public async Task EnsureAsync(Func<Task> build)
    {
        if (IsCurrent)
            return;
        Remove();
        await build();
        await WriteAsync();
    }

    /// <summary>Before a build, which may fail half-way.</summary>
    public void Remove()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.Delete(File);
    }

    /// <summary>After a build.</summary>
    public Task WriteAsync() => System.IO.File.WriteAllTextAsync(File, Sources);
}
