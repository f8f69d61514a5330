using System.Runtime.Intrinsics;

namespace Platform.Forests;

/// <summary>Different leaves, each with a weight for some of the classes; leaves that are equal to the bit share a number.</summary>
internal sealed class LeafTable(int classes)
{
    /// <summary>As many as there are bits to say which of them a leaf has.</summary>
    public const int MaxClasses = 64;
    private readonly int _stride = (classes + Vector128<float>.Count - 1) / Vector128<float>.Count * Vector128<float>.Count;
    private float[] _weights = [];
    private ulong[] _present = [];
    private int[] _slots = [];

    public int Count { get; private set; }

    /// <summary>Of all classes; 0 for those that are not <see cref="Present"/>.</summary>
    public ReadOnlySpan<float> Weights(int leaf) => _weights.AsSpan(leaf * _stride, classes);

    /// <summary>A bit for every class that the leaf has a weight for: ONNX Runtime tells a weight of 0 from none.</summary>
    public ulong Present(int leaf) => _present[leaf];

    /// <summary>Adds up the weights of leaves in single precision, one after the other, from 0.</summary>
    /// <returns>The classes that any of them has a weight for.</returns>
    public ulong Sum(ReadOnlySpan<int> leaves, Span<float> sums)
    {
        var present = 0UL;
        foreach (var leaf in leaves)
            present |= _present[leaf];
        Span<float> padded = stackalloc float[MaxClasses];
        for (var i = 0; i < _stride; i += Vector128<float>.Count)
        {
            var sum = Vector128<float>.Zero;
            foreach (var leaf in leaves)
                sum += Vector128.LoadUnsafe(ref _weights[(leaf * _stride) + i]);
            sum.CopyTo(padded[i..]);
        }

        padded[..classes].CopyTo(sums);
        return present;
    }

    public int Add(ReadOnlySpan<float> weights, ulong present)
    {
        if (Count * 2 >= _slots.Length)
            Grow();
        var slot = FirstSlot(weights, present);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (IsEqual(_slots[slot] - 1, weights, present))
                return _slots[slot] - 1;
        weights.CopyTo(_weights.AsSpan(Count * _stride));
        _present[Count] = present;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    private bool IsEqual(int leaf, ReadOnlySpan<float> weights, ulong present)
    {
        if (_present[leaf] != present)
            return false;
        var known = Weights(leaf);
        for (var i = 0; i < weights.Length; i++)
            if (BitConverter.SingleToInt32Bits(known[i]) != BitConverter.SingleToInt32Bits(weights[i]))
                return false;
        return true;
    }

    private int FirstSlot(ReadOnlySpan<float> weights, ulong present)
    {
        var hash = present;
        foreach (var weight in weights)
            hash = (hash ^ BitConverter.SingleToUInt32Bits(weight)) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 32) & (_slots.Length - 1);
    }

    private void Grow()
    {
        var capacity = Math.Max(64, _slots.Length);
        Array.Resize(ref _weights, capacity * _stride);
        Array.Resize(ref _present, capacity);
        _slots = new int[capacity * 2];
        for (var leaf = 0; leaf < Count; leaf++)
        {
            var slot = FirstSlot(Weights(leaf), _present[leaf]);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = leaf + 1;
        }
    }
}
