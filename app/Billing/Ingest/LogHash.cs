using System.Security.Cryptography;

namespace Platform.Billing.Ingest;

/// <summary>
/// The hash of a log as far as it is read: a chain over blocks of the file, so that it does not depend on where one reading ended and the
/// next began, and costs little. What does not fill a block yet is kept beside the hash; of a log that is closed there is the hash alone.
/// </summary>
internal static class LogHash
{
    private const int Block = 2048, Size = SHA256.HashSizeInBytes;

    /// <param name="before">Of what was read before; empty at the beginning.</param>
    /// <param name="bytes">That follow.</param>
    /// <param name="isLast">Whether nothing more will.</param>
    public static string Advance(string before, ReadOnlySpan<byte> bytes, bool isLast)
    {
        Span<byte> block = new byte[Size + Block];
        var filled = Size + Load(before, block);
        while (bytes.Length > 0)
        {
            var count = Math.Min(bytes.Length, block.Length - filled);
            bytes[..count].CopyTo(block[filled..]);
            bytes = bytes[count..];
            filled += count;
            if (filled == block.Length)
                filled = Close(block, filled);
        }

        if (isLast && filled > Size)
            filled = Close(block, filled);
        var hash = Convert.ToHexStringLower(block[..Size]);
        return filled == Size ? hash : $"{hash}.{Convert.ToBase64String(block[Size..filled])}";
    }

    /// <returns>How many bytes of the block there are.</returns>
    private static int Load(string before, Span<byte> block)
    {
        if (before.Length == 0)
            return 0;
        Convert.FromHexString(before.AsSpan(0, 2 * Size), block[..Size], out _, out _);
        return before.Length > 2 * Size && Convert.TryFromBase64Chars(before.AsSpan(2 * Size + 1), block[Size..], out var count)
            ? count
            : 0;
    }

    private static int Close(Span<byte> block, int filled)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(block[..filled], hash);
        hash.CopyTo(block);
        return Size;
    }
}
