using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>Reads <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
internal static class StackFile
{
    /// <exception cref="ReviewException">Lists every problem of the file.</exception>
    public static StackConfiguration Read(string path, string stack) => Of(YamlFile.Read(path), stack);

    /// <param name="text">Of the file as it was at some commit.</param>
    /// <inheritdoc cref="Read"/>
    public static StackConfiguration Parse(string text, string stack) => Of(YamlFile.Parse($"Pulumi.{stack}.yaml", text), stack);

    private static StackConfiguration Of(YamlFile file, string stack)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secrets = new SortedSet<string>(StringComparer.Ordinal);
        var problems = new List<string>();
        var places = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        foreach (var (key, value) in file.Mapping("config").Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (name.IndexOf(':', StringComparison.Ordinal) is <= 0)
                problems.Add($"{file.At(key)}: the key '{name}' has no namespace; write it as 'platform:{name}'");
            if (SecretValues.Resolve(name, value, out var resolved))
                secrets.Add(name);
            values[name] = resolved;
            places[name] = (file.At(key), (int)key.Start.Line);
        }

        return problems.Count == 0
            ? new StackConfiguration(stack, values, secrets) { Encryption = Encryption(file), Places = places }
            : throw new ReviewException(string.Join(Environment.NewLine, problems));
    }

    // https://www.pulumi.com/docs/iac/concepts/secrets/#configuring-secrets-encryption
    private static string Encryption(YamlFile file) => string.Join(
        '\n',
        new[] { "secretsprovider", "encryptedkey", "encryptionsalt" }.Select(name => (file.Content.Member(name) as YamlScalarNode)?.Value));
}
