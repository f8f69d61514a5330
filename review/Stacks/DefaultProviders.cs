using System.Text.Json;

namespace Platform.Review.Stacks;

/// <summary>
/// The packages whose default providers the settings switch off, as Pulumi's engine reads them:
/// https://www.pulumi.com/docs/iac/concepts/config/#pulumidisable-default-providers
/// </summary>
internal sealed class DefaultProviders
{
    public const string Key = "pulumi:disable-default-providers";

    private const string All = "*";

    private readonly string[] _disabled;

    /// <exception cref="ReviewException">The setting is no list of packages.</exception>
    public DefaultProviders(StackConfiguration configuration) => _disabled = Read(configuration.Values.GetValueOrDefault(Key));

    /// <param name="token">Of a resource's type or of a function: <c>azure-native:keyvault:Vault</c>.</param>
    public bool AreOffFor(string token)
    {
        var package = token.Split(':')[0];
        return package != "pulumi" && _disabled.Any(disabled => disabled == All || disabled == package);
    }

    private static string[] Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return [];
        try
        {
            return [.. JsonSerializer.Deserialize<string[]>(json)!.Select(package => package.Trim())];
        }
        catch (JsonException)
        {
            throw new ReviewException(
                $"{Key} is '{json}'; allowed: a list of packages, such as [\"azure-native\"], or [\"{All}\"] for all");
        }
    }
}
