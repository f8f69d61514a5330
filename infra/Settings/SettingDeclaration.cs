namespace Platform.Infra.Settings;

/// <summary>
/// What the program reads under one key: the source of the config schema in <c>Pulumi.yaml</c> and of the README's table.
/// </summary>
/// <param name="Key">The project's own without its namespace, any other with it.</param>
/// <param name="Default">As JSON would write it; <c>null</c> where the stack file must say it or may leave it out.</param>
internal sealed record SettingDeclaration(string Key, SettingType Type, string? Default, string Allowed)
{
    /// <summary>Whether it is the project's own, of which alone <c>Pulumi.yaml</c> may say a type.</summary>
    public bool IsProjects => IsOfProject(Key);

    /// <summary>With its namespace.</summary>
    public static string FullKey(string key) => IsOfProject(key) ? $"platform:{key}" : key;

    private static bool IsOfProject(string key) => !key.Contains(':', StringComparison.Ordinal);
}
