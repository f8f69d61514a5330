namespace Platform.Billing.Console.Calls;

/// <summary>A key that is shown, or why it is not.</summary>
/// <param name="Which">What it is called.</param>
/// <param name="Key">Shown this once; null where it cannot be.</param>
/// <param name="Note">What to do with it, or instead.</param>
/// <param name="Samples">A first call.</param>
/// <param name="Next">Where to go on, with its name; null to stay.</param>
internal sealed record KeyModel(
    string Which, string? Key, string Note, IReadOnlyList<CodeSample> Samples, (string Path, string Name)? Next = null);
