namespace Platform.Infra.Settings;

/// <summary>One thing that is wrong with a stack's settings.</summary>
/// <param name="Subject">The setting, e.g. <c>platform:gatewaySku</c>.</param>
/// <param name="Given">What the stack has, as written, or <c>nothing</c>.</param>
/// <param name="Allowed">What would be accepted.</param>
/// <param name="Remedy">The command that mends it.</param>
internal sealed record SettingsProblem(string Subject, string Given, string Allowed, string Remedy);
