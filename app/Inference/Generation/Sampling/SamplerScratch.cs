namespace Platform.Inference.Generation.Sampling;

/// <summary>Tokens that may be drawn, with weights; used by one sampler after the other.</summary>
internal sealed class SamplerScratch
{
    private readonly PriorityQueue<int, float> _likeliest = new();
    private int[] _ids = [];
    private float[] _weights = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count);

    public double Total
    {
        get
        {
            var total = 0.0;
            foreach (var weight in Weights)
                total += weight;
            return total;
        }
    }

    /// <param name="most">So many will be added.</param>
    public void Clear(int most)
    {
        Count = 0;
        if (_ids.Length < most)
            (_ids, _weights) = (new int[most], new float[most]);
    }

    public void Add(int id, float weight)
    {
        _ids[Count] = id;
        _weights[Count++] = weight;
    }

    /// <summary>Leaves out those of less weight.</summary>
    public void DropBelow(float least)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
            if (_weights[i] >= least)
                (_ids[kept], _weights[kept++]) = (_ids[i], _weights[i]);
        Count = kept;
    }

    /// <summary>Leaves so many of the largest weights.</summary>
    public void KeepLargest(int count)
    {
        if (Count <= count)
            return;
        _likeliest.Clear();
        for (var i = 0; i < Count; i++)
            if (i < count)
                _likeliest.Enqueue(i, _weights[i]);
            else if (_likeliest.TryPeek(out _, out var least) && _weights[i] > least)
                _likeliest.EnqueueDequeue(i, _weights[i]);
        var chosen = _likeliest.UnorderedItems.Select(item => item.Element).Order().ToArray();
        for (var i = 0; i < count; i++)
            (_ids[i], _weights[i]) = (_ids[chosen[i]], _weights[chosen[i]]);
        Count = count;
    }

    /// <summary>Leaves the largest weights that are needed to reach this sum.</summary>
    public void KeepUpTo(double least)
    {
        _weights.AsSpan(0, Count).Sort(_ids.AsSpan(0, Count), static (left, right) => right.CompareTo(left));
        var (sum, kept) = (0.0, 0);
        while (kept < Count && sum < least)
            sum += _weights[kept++];
        Count = Math.Max(1, kept);
    }
}
