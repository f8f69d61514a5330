namespace Platform.Billing.Gateway;

/// <summary>A customer as the gateway has one.</summary>
/// <param name="Id">The account's, so that the same account is always the same user.</param>
internal sealed record GatewayUser(string Id, string Name, string Email);
