using Platform.Inference.Generation.Decoders;

namespace Platform.Inference.Generation.Engine;

/// <summary>
/// The texts that get one token each step, and their cache. A text that ends leaves its row empty until another takes it, or until so many
/// are empty, or so long, that the rest is copied together: copying all at each change would cost as much as the step.
/// </summary>
internal sealed class DecodeBatch(IDecoder decoder) : IDisposable
{
    private const int LeastSlack = 16, SlackPart = 4, EmptyPart = 4;

    private readonly List<TextRow> _joining = [];
    private List<TextRow?> _rows = [];
    private KeyValues? _cache;

    public IEnumerable<TextRow> Rows => _rows.OfType<TextRow>().Concat(_joining);

    public int Count => _rows.Count(row => row is not null) + _joining.Count;

    /// <summary>The row is one of the batch from the next step on; its own cache becomes the batch's.</summary>
    public void Join(TextRow row) => _joining.Add(row);

    public void Leave(TextRow row)
    {
        if (_joining.Remove(row))
            row.Dispose();
        else
            _rows[_rows.IndexOf(row)] = null;
    }

    /// <summary>Reads the newest token of every text.</summary>
    /// <returns>The text of each row of the logits; null for rows that are empty.</returns>
    public IReadOnlyList<TextRow?> Read(DecoderStep step, ref float[] logits)
    {
        Arrange();
        if (_rows.Count == 0)
            return _rows;
        step.Begin(_rows.Count, 1, _cache!.Length);
        for (var i = 0; i < _rows.Count; i++)
            step.Set(i, [_rows[i]?.Last ?? 0], _rows[i]?.Cached ?? 0);
        var length = _rows.Count * decoder.Ports.Vocabulary;
        if (logits.Length < length)
            logits = new float[length];
        var present = decoder.Read(step, _cache, logits.AsSpan(0, length));
        _cache.Dispose();
        _cache = present;
        foreach (var row in _rows.OfType<TextRow>())
            row.Cached++;
        return _rows;
    }

    public void Dispose()
    {
        foreach (var row in _joining)
            row.Dispose();
        _joining.Clear();
        _rows = [];
        _cache?.Dispose();
        _cache = null;
    }

    private void Arrange()
    {
        var longest = Rows.Select(row => row.Cached).DefaultIfEmpty().Max();
        var slack = Math.Max(LeastSlack, longest / SlackPart);
        if (_cache is not null && longest <= _cache.Length && _cache.Length - longest <= slack)
            FillEmptyRows(_cache);
        var empty = _rows.Count(row => row is null);
        if (_joining.Count > 0 || empty > _rows.Count / EmptyPart || (_cache is not null && _cache.Length - longest > slack))
            CopyTogether(longest);
    }

    private void FillEmptyRows(KeyValues cache)
    {
        for (var i = 0; i < _rows.Count && _joining.Count > 0; i++)
            if (_rows[i] is null)
            {
                Move(_joining[0], cache, i);
                _rows[i] = _joining[0];
                _joining.RemoveAt(0);
            }
    }

    private void CopyTogether(int longest)
    {
        List<TextRow?> rows = [.. Rows];
        var cache = rows.Count == 0 ? null : KeyValues.Create(decoder.Ports, rows.Count, longest);
        for (var i = 0; i < rows.Count; i++)
            if (rows[i]!.Own is not null)
                Move(rows[i]!, cache!, i);
            else
                cache!.Take(i, _cache!, _rows.IndexOf(rows[i]), rows[i]!.Cached);
        _cache?.Dispose();
        (_cache, _rows) = (cache, rows);
        _joining.Clear();
    }

    private static void Move(TextRow row, KeyValues cache, int index)
    {
        cache.Take(index, row.Own!, 0, row.Cached);
        row.Own!.Dispose();
        row.Own = null;
    }
}
