using Microsoft.Win32.SafeHandles;

namespace Platform.Inference.Usage.Shipping;

/// <summary>The end of a log's file.</summary>
/// <param name="Length">Of its whole lines: a process that was killed may have left half of one.</param>
/// <param name="LastLine">The last of them, without its line feed; empty where there is none.</param>
internal sealed record LogTail(long Length, byte[] LastLine)
{
    /// <summary>No line is as long.</summary>
    private const int LongestLine = 1 << 16;

    public bool IsClosed => LastLine.AsSpan().StartsWith("{\"closed\":"u8);

    public static LogTail Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[Math.Min(length, 2 * LongestLine)];
        var count = RandomAccess.Read(file, buffer, length - buffer.Length);
        var text = buffer.AsSpan(0, count);
        var end = text.LastIndexOf((byte)'\n');
        if (end < 0)
            return new LogTail(0, []);
        var start = text[..end].LastIndexOf((byte)'\n') + 1;
        return new LogTail(length - buffer.Length + end + 1, text[start..end].ToArray());
    }
}
