namespace Platform.Billing.Consent;

/// <summary>Something that is to be erased.</summary>
/// <param name="Id">The row of the record that asked for it.</param>
/// <param name="Asked">When, in milliseconds since 1970.</param>
internal sealed record Erasure(long Id, string Account, string Sid, string Purpose, long Asked);
