namespace Platform.Forests;

/// <summary>The different comparisons of a forest, numbered by feature and then by threshold.</summary>
internal sealed class Comparisons
{
    private readonly long[] _keys;
    private readonly int[] _firsts;
    private readonly int[] _ends;

    /// <param name="keys">Of all nodes, in any order; they are sorted in place.</param>
    public Comparisons(long[] keys)
    {
        Array.Sort(keys);
        var count = 0;
        for (var i = 0; i < keys.Length; i++)
            if (i == 0 || keys[i] != keys[i - 1])
                keys[count++] = keys[i];
        _keys = keys[..count];
        _firsts = new int[count];
        for (var i = 0; i < count; i++)
            _firsts[i] = i > 0 && Feature(i) == Feature(i - 1) ? _firsts[i - 1] : i;
        _ends = new int[count];
        for (var i = count - 1; i >= 0; i--)
            _ends[i] = i + 1 < count && Feature(i) == Feature(i + 1) ? _ends[i + 1] : i + 1;
    }

    public int Count => _keys.Length;

    /// <summary>A number that sorts by feature, then by threshold. There is one zero: -0 is no less than 0.</summary>
    public static long Key(int feature, float threshold)
    {
        var bits = threshold == 0 ? 0 : BitConverter.SingleToInt32Bits(threshold);
        return ((long)feature << 32) | (uint)(bits >= 0 ? bits ^ int.MinValue : ~bits);
    }

    public int Find(long key) => Array.BinarySearch(_keys, key);

    public int Feature(int comparison) => (int)(_keys[comparison] >> 32);

    public float Threshold(int comparison)
    {
        var bits = (int)_keys[comparison];
        return BitConverter.Int32BitsToSingle(bits < 0 ? bits ^ int.MinValue : ~bits);
    }

    /// <summary>The comparisons that are true where this one is: it, and those of its feature with a greater threshold.</summary>
    public (int First, int End) TrueWith(int comparison) => (comparison, _ends[comparison]);

    /// <summary>The comparisons that are false where this one is: it, and those of its feature with a lesser threshold.</summary>
    public (int First, int End) FalseWith(int comparison) => (_firsts[comparison], comparison + 1);
}
