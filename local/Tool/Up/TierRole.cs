namespace Platform.Tool.Up;

/// <summary>What a tier wants of a caller's token.</summary>
internal sealed record TierRole(string Tenant, string Audience, string Role);
