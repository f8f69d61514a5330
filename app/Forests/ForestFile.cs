using System.Buffers;

namespace Platform.Forests;

/// <summary>Reads an ONNX file if there may be a forest in it that can be replaced.</summary>
internal static class ForestFile
{
    private const int MaxBytes = 64 << 20;
    private const int ChunkBytes = 128 << 10;

    /// <returns>Null for what is to be loaded as it is.</returns>
    public static byte[]? TryRead(string path)
    {
        if (new FileInfo(path).Length > MaxBytes || !HasEnsemble(path))
            return null;
        var content = File.ReadAllBytes(path);
        // The key of an entry, 8 characters in field 1, that says in which file beside the model a tensor is; only a path leads there.
        return content.AsSpan().IndexOf("\n\u0008location"u8) < 0 ? content : null;
    }

    /// <summary>In small parts, as most models have none, and some are large.</summary>
    private static bool HasEnsemble(string path)
    {
        var name = "TreeEnsemble"u8;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var (kept, offset, found) = (0, 0L, false);
        while (!found && RandomAccess.Read(file, buffer.AsSpan(kept), offset) is > 0 and var read)
        {
            offset += read;
            var chunk = buffer.AsSpan(0, kept + read);
            found = chunk.IndexOf(name) >= 0;
            kept = Math.Min(name.Length - 1, chunk.Length);
            chunk[^kept..].CopyTo(buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return found;
    }
}
