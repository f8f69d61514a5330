namespace Platform.Billing.Gateway;

/// <summary>A resource as it is sent: its properties.</summary>
internal sealed record GatewayResource<T>(T Properties);
