namespace Platform.Inference.Usage;

/// <summary>How much the logs of a folder take together: those of this process, and what others left or still write.</summary>
internal sealed class UsageSpool(string folder, long limit)
{
    private long _bytes;

    public string Folder => folder;

    public bool IsFull => Volatile.Read(ref _bytes) >= limit;

    public string FullReason => $"usage cannot be recorded: its logs have reached {limit} bytes (Usage:SpoolBytes)";

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>Counts anew, since whoever takes the logs away deletes them.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public void Count()
    {
        long bytes = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.jsonl", SearchOption.AllDirectories))
            bytes += LengthOf(file);
        Volatile.Write(ref _bytes, bytes);
    }

    /// <summary>Like <see cref="Count"/>; where the folder cannot be read now, what was counted stays.</summary>
    public void TryCount()
    {
        try
        {
            Count();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Writing fails too then, and says so.
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // It has been taken away since it was listed.
            return 0;
        }
    }
}
