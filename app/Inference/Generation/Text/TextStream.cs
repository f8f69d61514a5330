using System.Text;

namespace Platform.Inference.Generation.Text;

/// <summary>
/// A text as its tokens come: characters are given once all their bytes are there, and what may be the beginning of a stop string only once
/// it is known to be none.
/// </summary>
internal sealed class TextStream(string[] stops)
{
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetDecoder();
    private readonly StringBuilder _held = new();

    /// <summary>Whether a stop string has come; nothing of it, nor after it, is given.</summary>
    public bool IsStopped { get; private set; }

    /// <returns>What can be given now.</returns>
    public string Add(ReadOnlySpan<byte> bytes)
    {
        Decode(bytes, flush: false);
        return Take(final: false);
    }

    /// <summary>No more tokens come: what was held is given, and what is no UTF-8 becomes U+FFFD.</summary>
    public string End()
    {
        Decode([], flush: true);
        return Take(final: true);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> characters = stackalloc char[256];
        do
        {
            _decoder.Convert(bytes, characters, flush, out var used, out var made, out _);
            bytes = bytes[used..];
            _held.Append(characters[..made]);
        }
        while (!bytes.IsEmpty);
    }

    private string Take(bool final)
    {
        if (IsStopped || _held.Length == 0)
            return "";
        var text = _held.ToString();
        var given = text.Length;
        if (stops.Length > 0)
        {
            var found = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1)
                .Min();
            IsStopped = found >= 0;
            given = IsStopped ? found : final ? text.Length : stops.Min(stop => FirstPartOf(stop, text));
        }

        _held.Remove(0, IsStopped ? text.Length : given);
        return text[..given];
    }

    /// <summary>Where the text's end begins that a stop string may go on from; the text's length where there is none.</summary>
    private static int FirstPartOf(string stop, string text)
    {
        for (var start = Math.Max(0, text.Length - stop.Length + 1); start < text.Length; start++)
            if (stop.AsSpan().StartsWith(text.AsSpan(start), StringComparison.Ordinal))
                return start;
        return text.Length;
    }
}
