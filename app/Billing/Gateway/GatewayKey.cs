namespace Platform.Billing.Gateway;

/// <summary>Which key.</summary>
internal enum GatewayKey
{
    Primary,
    Secondary,
}
