using Platform.Infra.Settings;

namespace Platform.Review.Stacks;

/// <summary>What the program reads of a stack's settings, those among it that <c>Pulumi.yaml</c> has no type for.</summary>
internal static class ProgramSettings
{
    public static IReadOnlyList<SettingDeclaration> Declarations { get; } = PlatformSettings.Declarations();

    /// <summary>Of the project's own.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Declarations.Where(each => each.Setting.IsProjects).Select(each => each.Key)];
}
