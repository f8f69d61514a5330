namespace Platform.Inference.Collection;

/// <summary>What billing writes: docs/customers.md. All of it has to be there, else it is somebody else's file.</summary>
/// <param name="V">Of the form.</param>
/// <param name="Written">When.</param>
/// <param name="Entry">The last row of billing's record that it knows.</param>
/// <param name="Sha256">Of that row.</param>
/// <param name="Consents">By pseudonym, purposes.</param>
internal sealed record ConsentFile(int V, DateTimeOffset Written, long Entry, string Sha256, Dictionary<string, string[]?> Consents);
