namespace Platform.Billing.Hosting;

/// <summary>How the last round of work ended.</summary>
internal sealed class BillingHealth
{
    private volatile string? _fault = "the first round of billing is not over yet";
    private volatile bool _isDraining;
    private long _rounds;

    /// <summary>Whether this instance has the lease.</summary>
    public bool IsActive { get; private set; }

    /// <summary>How often all work was done.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>Why this instance is not ready; null where it is.</summary>
    public string? Fault => _isDraining ? "this instance stops" : _fault;

    public void Succeeded(bool isActive)
    {
        IsActive = isActive;
        _fault = null;
        Interlocked.Increment(ref _rounds);
    }

    public void Failed(string reason) => _fault = reason;

    /// <summary>Not ready any more, whatever rounds say.</summary>
    public void Drain() => _isDraining = true;
}
