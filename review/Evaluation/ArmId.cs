using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Platform.Review.Azure.Kinds;

namespace Platform.Review.Evaluation;

/// <summary>The id of a resource in Azure Resource Manager.</summary>
internal static partial class ArmId
{
    private static string Subscription => $"/subscriptions/{Tenant.SubscriptionId}";

    /// <param name="token">Pulumi's type: <c>azure-native:keyvault:Vault</c>.</param>
    /// <param name="name">Pulumi's name, for types whose last path segment is left to it.</param>
    /// <exception cref="ReviewException">The type is unknown, or an input that is part of the id is missing.</exception>
    public static string Of(string token, string name, ImmutableDictionary<string, object> inputs)
    {
        // A resource of any type that is in its group itself says so:
        // https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resource/
        var path = KindCatalogue.PathOf(token);
        if (inputs.GetValueOrDefault("parentResourcePath") is "")
            path = path.Replace("{parentResourcePath}/", "", StringComparison.Ordinal);
        var last = Part().Matches(path).LastOrDefault()?.Index;
        return path switch
        {
            "" => GroupId(Given("resourceGroupName") ?? name),
            ['/', ..] => $"/{Filled().TrimStart('/')}",
            _ => $"{GroupId(Required("resourceGroupName"))}/providers/{Filled()}",
        };

        string Filled() => Part().Replace(path, part => Given(part.Groups["input"].Value)
            ?? (part.Groups["otherwise"] is { Success: true } otherwise ? otherwise.Value
                : part.Index == last ? name
                : Required(part.Groups["input"].Value)));

        string? Given(string input) => inputs.GetValueOrDefault(input) is string { Length: > 0 } given ? given : null;

        string Required(string input) => Given(input) ?? throw new ReviewException(
            $"{token} '{name}' has no id in the plan: its input '{input}' is empty. Give it a value, or add the output that it comes "
            + "from to review/Evaluation/AzureOutputs.cs.");
    }

    /// <summary>The last segment of an id.</summary>
    public static string NameIn(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static string GroupId(string group) => $"{Subscription}/resourceGroups/{group}";

    [GeneratedRegex(@"\{(?<input>\w+)(=(?<otherwise>\w+))?\}")]
    private static partial Regex Part();
}
