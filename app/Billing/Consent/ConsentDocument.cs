namespace Platform.Billing.Consent;

/// <summary>What the servers read: who lets what be collected. docs/consent.md has its form.</summary>
/// <param name="V">Of the form: 1.</param>
/// <param name="Written">When; one that is older than 10 minutes counts as missing.</param>
/// <param name="Entry">The last row of the record that it knows.</param>
/// <param name="Sha256">That row's hash.</param>
/// <param name="Consents">By pseudonym, the purposes, sorted. Who is not in it has not consented.</param>
internal sealed record ConsentDocument(
    int V, DateTimeOffset Written, long Entry, string Sha256, SortedDictionary<string, string[]> Consents);
