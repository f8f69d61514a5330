using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// The fragments of <c>Gateway/Policies/Fragments</c>, one concern each. Policies include them by file name; in Azure their names are
/// Pulumi's, as the SDK sends no input called "id". https://learn.microsoft.com/azure/api-management/policy-fragments
/// </summary>
internal sealed partial class PolicyFragments
{
    private readonly Dictionary<string, Output<string>> _names = [];

    /// <param name="gateway">Of the part of the gateway that it belongs to.</param>
    /// <param name="name">By which policies include it.</param>
    /// <param name="description">What it is for, as the portal lists it.</param>
    /// <param name="value">The rendered document.</param>
    public void Declare(GatewayScope gateway, string name, string description, Input<string> value)
        => _names.Add(name, new PolicyFragment($"fragment-{name}", new()
        {
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Description = description,
            Format = PolicyFragmentContentFormat.Xml,
            Value = value,
        }, gateway.Child()).Name);

    /// <summary>The policy with each fragment that it includes under its name in Azure.</summary>
    /// <exception cref="InvalidOperationException">The policy includes a fragment that is not declared.</exception>
    public Output<string> Link(string policy)
    {
        var included = Includes().Matches(policy).Select(match => match.Groups[1].Value).Distinct().ToArray();
        if (Array.Find(included, name => !_names.ContainsKey(name)) is { } missing)
            throw new InvalidOperationException(
                $"a policy includes the fragment '{missing}', which is not declared; there are {string.Join(", ", _names.Keys.Order())}");
        return Output.All(included.Select(name => (Input<string>)_names[name])).Apply(names => included.Zip(names).Aggregate(
            policy, (text, fragment) => text.Replace(Attribute(fragment.First), Attribute(fragment.Second), StringComparison.Ordinal)));
    }

    private static string Attribute(string name) => $"fragment-id=\"{name}\"";

    [GeneratedRegex("<include-fragment fragment-id=\"([^\"]+)\"")]
    private static partial Regex Includes();
}
