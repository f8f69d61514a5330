namespace Platform.Billing.Hosting;

/// <summary>How the last round of work ended.</summary>
internal sealed class BillingHealth
{
    private volatile string? _fault = "the first round of billing is not over yet";

    /// <summary>Whether this instance has the lease.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Why this instance is not ready; null where it is.</summary>
    public string? Fault => _fault;

    public void Succeeded(bool isActive)
    {
        IsActive = isActive;
        _fault = null;
    }

    public void Failed(string reason) => _fault = reason;
}
