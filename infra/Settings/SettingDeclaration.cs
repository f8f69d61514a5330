namespace Platform.Infra.Settings;

/// <summary>
/// What the program reads under one key: the source of the config schema in <c>Pulumi.yaml</c> and of the README's table.
/// </summary>
/// <param name="Default">As JSON would write it; <c>null</c> where the stack file must say it or may leave it out.</param>
internal sealed record SettingDeclaration(string Key, SettingType Type, string? Default, string Allowed);
