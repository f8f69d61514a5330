namespace Platform.Infra.Settings;

/// <summary>
/// What the program reads under one key: <c>dotnet platform.cs plan --update</c> writes the config schema in <c>Pulumi.yaml</c> and the
/// list of settings in <c>docs/settings.md</c> from these.
/// </summary>
/// <param name="Concern">The heading that it is listed under.</param>
/// <param name="Default">As JSON would write it; <c>null</c> where the stack file must say it or may leave it out.</param>
internal sealed record SettingDeclaration(Setting Setting, string Concern, SettingType Type, string? Default, string Allowed)
{
    public string Key => Setting.Key;

    /// <summary>Whether <c>Pulumi.yaml</c> has a type for it: it has none for objects, nor for what is not the project's own.</summary>
    public bool IsInSchema => Type != SettingType.Object && Setting.IsProjects;
}
