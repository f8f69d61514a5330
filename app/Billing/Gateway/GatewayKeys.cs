namespace Platform.Billing.Gateway;

/// <summary>
/// The two keys of a subscription, either of which opens the gateway. They are read when they are shown, and kept nowhere.
/// </summary>
internal sealed record GatewayKeys(string PrimaryKey, string SecondaryKey);
