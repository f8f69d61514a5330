namespace Platform.Infra.Settings;

/// <summary>One thing that is wrong with a stack's settings.</summary>
/// <param name="Key">Configuration key within the project's namespace, e.g. <c>gatewaySku</c>.</param>
/// <param name="Given">What the stack has, as written, or <c>nothing</c>.</param>
/// <param name="Allowed">What would be accepted.</param>
/// <param name="Remedy">Arguments of <c>pulumi config set</c> that mend it.</param>
internal sealed record SettingsProblem(string Key, string Given, string Allowed, string Remedy);
