namespace Platform.Payments;

/// <summary>Faults that the next calls to a path meet, in the order in which they were asked for.</summary>
internal sealed class Faults
{
    private readonly List<(string Path, Fault Fault)> _waiting = [];

    public void Add(string path, Fault fault, int count)
    {
        lock (_waiting)
            _waiting.AddRange(Enumerable.Repeat((path, fault), count));
    }

    /// <summary>The next fault of a path that begins so.</summary>
    public Fault? Take(string path)
    {
        lock (_waiting)
        {
            var index = _waiting.FindIndex(waiting => path.StartsWith(waiting.Path, StringComparison.Ordinal));
            if (index < 0)
                return null;
            var fault = _waiting[index].Fault;
            _waiting.RemoveAt(index);
            return fault;
        }
    }
}
