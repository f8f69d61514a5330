namespace Platform.Gateway.Policies.Tokens;

/// <summary>Reads a stream of server-sent events as it passes: https://html.spec.whatwg.org/multipage/server-sent-events.html</summary>
/// <param name="prompt">Estimated, for streams that do not say what they took.</param>
internal sealed class UsageEvents(long prompt)
{
    private const int LongestLine = 1 << 20;

    private readonly MemoryStream _line = new();
    private TokenUsage? _said;
    private long _bytes;

    public TokenUsage Usage => _said ?? TokenUsage.Of(prompt, TokenText.Estimate(_bytes));

    public void Add(ReadOnlyMemory<byte> piece)
    {
        while (piece.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(piece[..end]);
            Read();
            piece = piece[(end + 1)..];
        }

        Keep(piece);
    }

    private void Keep(ReadOnlyMemory<byte> piece)
    {
        if (_line.Length + piece.Length <= LongestLine)
            _line.Write(piece.Span);
    }

    private void Read()
    {
        var line = _line.ToArray();
        _line.SetLength(0);
        if (!line.AsSpan().StartsWith("data:"u8) || TokenText.Parse(line.AsMemory("data:".Length)) is not { } data)
            return;
        _bytes += TokenText.CompletionBytes(data);
        _said = TokenText.Usage(data) ?? _said;
    }
}
