using Platform.Billing.Consent;

namespace Platform.Billing.Console.Consents;

/// <summary>What a customer lets be collected, and what was decided and erased.</summary>
internal sealed record DataModel(IReadOnlyList<ConsentView> Purposes, IReadOnlyList<ConsentEntry> Record);
