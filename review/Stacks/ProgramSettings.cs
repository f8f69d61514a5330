using Platform.Infra.Settings;

namespace Platform.Review.Stacks;

/// <summary>What the program reads of a stack's settings of its own, those among it that <c>Pulumi.yaml</c> has no type for.</summary>
internal static class ProgramSettings
{
    public static IReadOnlyList<string> Keys { get; } = Find();

    private static string[] Find()
    {
        var reader = new SettingsReader("stack", _ => null);
        try
        {
            PlatformSettings.Load(reader);
        }
        catch (InvalidSettingsException)
        {
            // Some settings have no default; by then it has asked for all
        }
        return [.. reader.Declarations.Where(setting => setting.IsProjects).Select(setting => setting.Key)];
    }
}
