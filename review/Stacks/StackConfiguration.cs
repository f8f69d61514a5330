using System.Text.Json;

namespace Platform.Review.Stacks;

/// <summary>The settings of a stack as its program sees them.</summary>
/// <param name="Values">By namespaced key, <c>platform:location</c>; lists and objects as JSON.</param>
/// <param name="SecretKeys">Keys whose value is secret, wholly or in part.</param>
/// <param name="Project">The project, once the stack's file and the project's have been put together.</param>
internal sealed record StackConfiguration(
    string Stack, IReadOnlyDictionary<string, string> Values, IReadOnlyCollection<string> SecretKeys, string Project = "platform")
{
    /// <summary>What the stack's file says of how its secrets are encrypted; none of it decrypts anything by itself.</summary>
    public string Encryption { get; init; } = "";

    /// <summary>Where in the stack's file a key is, in words and as a line.</summary>
    public IReadOnlyDictionary<string, (string At, int Line)> Places { get; init; } = new Dictionary<string, (string, int)>();

    /// <summary>Adds what the project says about keys that the stack leaves out, as <c>pulumi up</c> does.</summary>
    /// <exception cref="ReviewException">The stack sets what the project does not declare: the program would not read it.</exception>
    public StackConfiguration With(ProjectFile project)
    {
        RefuseUndeclared(project);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in project.Defaults.Concat(Values))
            all[key] = value;
        return this with { Values = all, Project = project.Name };
    }

    /// <summary>What the program is given for a key: the project's own without its namespace, any other with it.</summary>
    public string? Get(string key)
        => Whereabouts.Of(this).GetValueOrDefault(key.Contains(':', StringComparison.Ordinal) ? key : $"{Project}:{key}");

    /// <summary>All that the program is given.</summary>
    public string ValuesAsJson() => JsonSerializer.Serialize(Whereabouts.Of(this));

    public string SecretKeysAsJson() => JsonSerializer.Serialize(SecretKeys);

    private void RefuseUndeclared(ProjectFile project)
    {
        string[] known =
        [
            .. project.Declared.Where(key => key.StartsWith($"{project.Name}:", StringComparison.Ordinal))
                .Select(key => key[(project.Name.Length + 1)..]).Union(ProgramSettings.Keys),
        ];
        string[] problems =
        [
            .. from key in Values.Keys
               where project.Declared.Count > 0 && key.StartsWith($"{project.Name}:", StringComparison.Ordinal)
               let name = key[(project.Name.Length + 1)..]
               where !known.Contains(name)
               let nearest = Nearest.To(name, known)
               select $"{(Places.TryGetValue(key, out var place) ? place.At : $"Pulumi.{Stack}.yaml")}: '{key}' is no setting"
                   + (nearest is null ? "; docs/settings.md lists them" : $"; the nearest is '{project.Name}:{nearest}'"),
        ];
        if (problems is not [])
            throw new ReviewException(string.Join(Environment.NewLine, problems));
    }
}
