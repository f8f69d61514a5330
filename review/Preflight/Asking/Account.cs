namespace Platform.Review.Preflight.Asking;

/// <summary>Who is signed in, and where.</summary>
/// <param name="IsService">Whether it is a service principal or a managed identity.</param>
internal sealed record Account(string SubscriptionId, string TenantId, string Name, bool IsService);
