namespace Platform.Gateway.Backends;

/// <summary>
/// Servers that share calls out by weight, exactly: each gains its weight, the one that has most goes, and pays the sum. Those of the
/// lowest priority number that are closed come first: https://learn.microsoft.com/azure/api-management/backends#load-balanced-pool
/// </summary>
internal sealed class BackendPool(string id, IReadOnlyList<BackendPool.Member> members)
{
    private readonly int[] _gained = new int[members.Count];
    private readonly Lock _lock = new();

    public string Id => id;

    public static BackendPool Of(Backend backend) => new(backend.Id, [new(backend, 1, 1)]);

    /// <returns>Null: the breakers of all are open.</returns>
    public Backend? Next()
    {
        if (members.Count == 1)
            return IsClosed(members[0]) ? members[0].Backend : null;
        lock (_lock)
        {
            var closed = Enumerable.Range(0, members.Count).Where(each => IsClosed(members[each])).ToArray();
            if (closed.Length == 0)
                return null;
            var first = closed.Min(each => members[each].Priority);
            var able = Array.FindAll(closed, each => members[each].Priority == first);
            foreach (var each in able)
                _gained[each] += members[each].Weight;
            var next = able.MaxBy(each => _gained[each]);
            _gained[next] -= able.Sum(each => members[each].Weight);
            return members[next].Backend;
        }
    }

    public TimeSpan OpenFor => members.Min(member => member.Backend.Breaker?.OpenFor ?? TimeSpan.Zero);

    private static bool IsClosed(Member member) => member.Backend.Breaker is not { } breaker || breaker.OpenFor == TimeSpan.Zero;

    /// <param name="Priority">The lowest number goes first.</param>
    internal sealed record Member(Backend Backend, int Priority, int Weight);
}
