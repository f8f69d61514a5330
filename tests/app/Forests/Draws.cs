namespace Platform.Forests.Tests;

/// <summary>The same numbers for the same seed, in no visible order (xorshift).</summary>
internal sealed class Draws(int seed)
{
    private uint _state = 0x9E3779B9 * (uint)(seed + 1);

    public int Next(int end) => (int)(Next() % (uint)end);

    /// <summary>At least 0, and less than 1.</summary>
    public float NextSingle() => (Next() >> 8) / (float)(1 << 24);

    public T[] Shuffle<T>(IEnumerable<T> values)
        => [.. values.Select(value => (value, Key: Next())).OrderBy(pair => pair.Key).Select(pair => pair.value)];

    private uint Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        return _state ^= _state << 5;
    }
}
