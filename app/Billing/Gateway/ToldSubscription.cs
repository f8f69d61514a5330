namespace Platform.Billing.Gateway;

/// <summary>A subscription that is to be another at the gateway than it was last told.</summary>
/// <param name="State">Of the database.</param>
/// <param name="Plan">That holds now, which is the gateway's product.</param>
internal sealed record ToldSubscription(string Sid, string State, string Plan, string Account, string Name, string Email);
