namespace Platform.Review.Previews;

/// <summary>The name by which Pulumi knows a resource: <c>urn:pulumi:dev::platform::platform:infra:Cluster$…:AgentPool::pool</c>.</summary>
/// <param name="Types">From the outermost component down to the resource's own.</param>
internal sealed record Urn(string Stack, string Project, IReadOnlyList<string> Types, string Name)
{
    private const string Prefix = "urn:pulumi:";

    public string Type => Types[^1];

    /// <summary>Whether Pulumi made it by itself: it does so once for each version of a package.</summary>
    public bool IsDefaultProvider
        => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal) && Name.StartsWith("default", StringComparison.Ordinal);

    public bool IsStack => Type == "pulumi:pulumi:Stack";

    /// <returns>Null if the text is none.</returns>
    public static Urn? Parse(string text)
        => text.StartsWith(Prefix, StringComparison.Ordinal)
            && text[Prefix.Length..].Split("::", 4) is [var stack, var project, var types, var name]
            ? new(stack, project, types.Split('$'), name)
            : null;
}
