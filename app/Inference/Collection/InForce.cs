namespace Platform.Inference.Collection;

/// <summary>What a call is judged by: all of it from one look at the consent file.</summary>
internal sealed record InForce(Consents Consents, Pseudonyms Pseudonyms);
