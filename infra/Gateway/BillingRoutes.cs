namespace Platform.Infra.Gateway;

/// <summary>What of billing the gateway lets in.</summary>
/// <param name="Host">Where billing answers.</param>
/// <param name="Provider">Whose messages are taken, as the last part of their path; null where nobody takes money.</param>
/// <param name="HasConsole">Whether customers see billing.</param>
internal sealed record BillingRoutes(string Host, string? Provider, bool HasConsole);
