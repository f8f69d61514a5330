namespace Platform.Inference.Generation.Engine;

/// <summary>Tokens for a decoder to read. Filled anew for each step; the arrays only grow.</summary>
internal sealed class DecoderStep
{
    private long[] _ids = [];
    private long[] _positions = [];
    private long[] _mask = [];

    public int Rows { get; private set; }

    /// <summary>Tokens of each row.</summary>
    public int Tokens { get; private set; }

    /// <summary>Tokens of each row, with those before and what fills shorter rows up.</summary>
    public int Total { get; private set; }

    public Memory<long> Ids => _ids.AsMemory(0, Rows * Tokens);

    public Memory<long> Positions => _positions.AsMemory(0, Rows * Tokens);

    public Memory<long> Mask => _mask.AsMemory(0, Rows * Total);

    public void Begin(int rows, int tokens, int past)
    {
        (Rows, Tokens, Total) = (rows, tokens, past + tokens);
        if (_ids.Length < rows * tokens)
            (_ids, _positions) = (new long[rows * tokens], new long[rows * tokens]);
        if (_mask.Length < rows * Total)
            _mask = new long[Math.Max(rows * Total, 2 * _mask.Length)];
    }

    /// <param name="row">Which.</param>
    /// <param name="tokens">To be read.</param>
    /// <param name="cached">How many are before them.</param>
    public void Set(int row, ReadOnlySpan<int> tokens, int cached)
    {
        for (var i = 0; i < Tokens; i++)
        {
            _ids[(row * Tokens) + i] = tokens[i];
            _positions[(row * Tokens) + i] = cached + i;
        }

        var mask = _mask.AsSpan(row * Total, Total);
        mask[..^(cached + Tokens)].Clear();
        mask[^(cached + Tokens)..].Fill(1);
    }
}
