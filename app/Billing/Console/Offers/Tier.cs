namespace Platform.Billing.Console.Offers;

/// <summary>What a tier is called and what the gateway limits, as the stack's output <c>tiers</c> has it.</summary>
/// <param name="Name">That of the gateway's product and of billing's plan.</param>
/// <param name="DisplayName">As people read it.</param>
/// <param name="Description">Whom it is for.</param>
/// <param name="Terms">What one agrees to.</param>
/// <param name="CallsPerMinute">What the gateway answers; null where it is not known.</param>
/// <param name="HardCap">Calls in 30 days, beyond which the gateway answers none.</param>
/// <param name="ApprovalRequired">Whether an operator has to agree.</param>
internal sealed record Tier(
    string Name, string? DisplayName = null, string? Description = null, string? Terms = null, int? CallsPerMinute = null,
    long? HardCap = null,
    bool ApprovalRequired = false);
