namespace Platform.Infra.Settings;

/// <summary>What a stack can say: its name in the stack file, and what it is there for, as people read it.</summary>
/// <param name="Key">The project's own without its namespace, any other with it.</param>
internal sealed record Setting(string Key, string Meaning)
{
    public bool IsProjects => IsOfProject(Key);

    /// <summary>With its namespace.</summary>
    public static string FullKey(string key) => IsOfProject(key) ? $"platform:{key}" : key;

    private static bool IsOfProject(string key) => !key.Contains(':', StringComparison.Ordinal);
}
