namespace Platform.Billing.Verification;

/// <summary>Whether an invariant holds.</summary>
/// <param name="Invariant">What must be so.</param>
/// <param name="Violations">What is not; empty where all is well.</param>
internal sealed record Finding(string Invariant, IReadOnlyList<string> Violations)
{
    public bool Holds => Violations.Count == 0;
}
