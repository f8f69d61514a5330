using System.Text.Json;

namespace Pulumi;

/// <summary>
/// The configuration as the CLI hands it over: <c>PULUMI_CONFIG</c>, a JSON object of <c>namespace:key</c> and value, and
/// <c>PULUMI_CONFIG_SECRET_KEYS</c>, a JSON array of those whose value is secret.
/// </summary>
internal sealed class Configuration(ImmutableDictionary<string, string> values)
{
    public static Configuration FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } json)
            return new Configuration(ImmutableDictionary<string, string>.Empty);
        using var document = JsonDocument.Parse(json);
        var values = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var property in document.RootElement.EnumerateObject())
            values[WithoutConfigPart(property.Name)] = property.Value.ToString();
        return new Configuration(values.ToImmutable());
    }

    public string? Get(string fullKey) => values.GetValueOrDefault(fullKey);

    // "project:config:key" is an older way to write "project:key".
    private static string WithoutConfigPart(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && key[(colon + 1)..].StartsWith("config:", StringComparison.Ordinal)
            ? key.Remove(colon + 1, "config:".Length)
            : key;
    }
}
