namespace Platform.Billing.Gateway;

/// <summary>https://learn.microsoft.com/rest/api/apimanagement/subscription/create-or-update; what is null stays as it is.</summary>
internal sealed record SubscriptionProperties(string State, string Scope, string? DisplayName = null, string? OwnerId = null);
