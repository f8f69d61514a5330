namespace Platform.Infra.Settings;

/// <summary>A tier to begin with.</summary>
/// <param name="Days">How long, 1 to 90.</param>
/// <param name="Then">The tier that the subscription goes on as.</param>
internal sealed record TrialSettings(int Days, string Then);
