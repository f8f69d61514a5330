namespace Platform.Rehearsal;

/// <summary>The same numbers for the same seed (xorshift), so that a rehearsal can be held again.</summary>
internal sealed class Draws(int seed)
{
    private uint _state = unchecked(0x9E3779B9u * (uint)(seed + 1));

    /// <summary>At least 0, and less than the end.</summary>
    public int Next(int end)
    {
        _state ^= unchecked(_state << 13);
        _state ^= _state >> 17;
        _state ^= unchecked(_state << 5);
        return (int)(_state % (uint)end);
    }

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> some) => some[Next(some.Count)];
}
