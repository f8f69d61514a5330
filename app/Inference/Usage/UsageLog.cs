using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Platform.Inference.Usage;

/// <summary>
/// One log: a file that only this process writes, and only at its end. What failed is written again from where it began,
/// so that half a line is completed and never followed by another one.
/// </summary>
/// <param name="folder">The folder of all logs.</param>
/// <param name="instance">Different for every process that ever wrote there.</param>
/// <param name="number">Of this instance's logs.</param>
/// <param name="opened">When its first line was made.</param>
internal sealed class UsageLog(string folder, string instance, int number, DateTimeOffset opened) : IDisposable
{
    private SafeFileHandle? _file;

    /// <summary>Its path below the folder: <c>2026/11/26/pod-1-19c2-1.jsonl</c>. Events are identified by it and their number.</summary>
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{opened.UtcDateTime:yyyy'/'MM'/'dd}/{instance}-{number}.jsonl");

    public string Path => System.IO.Path.Combine([folder, .. Name.Split('/')]);

    /// <summary>The midnight that ends it.</summary>
    public DateTimeOffset Ends { get; } = new(opened.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    /// <summary>Bytes that are in the file for good: whole lines. Nobody may read beyond.</summary>
    public long Written { get; private set; }

    /// <summary>Blocks of its copy, where it is shipped.</summary>
    public int Blocks { get; set; }

    /// <summary>Appends whole lines; where it fails, nothing counts as written, and the same lines must come again.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Append(ReadOnlySpan<byte> lines, bool flush)
    {
        _file ??= Open();
        Write(_file, lines);
        if (flush)
            RandomAccess.FlushToDisk(_file);
        Written += lines.Length;
    }

    public void Dispose() => _file?.Dispose();

    private void Write(SafeFileHandle file, ReadOnlySpan<byte> lines)
    {
        try
        {
            RandomAccess.Write(file, lines, Written);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What .NET makes of EFBIG
            throw new IOException($"a file of {Written + lines.Length} bytes is longer than the system allows", exception);
        }
    }

    /// <summary>A file that is there already is another writer's, whatever its name says.</summary>
    private SafeFileHandle Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return File.OpenHandle(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }
}
