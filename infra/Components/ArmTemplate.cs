using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;
using Deployment = Pulumi.AzureNative.Resources.Deployment;

namespace Platform.Infra.Components;

/// <summary>
/// A write by a template of Azure Resource Manager, for what Azure Native does not do: Resource Manager writes over what is there, where
/// the provider asks first and refuses, and polls long operations by itself.
/// https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-modes
/// Its name in Azure is Pulumi's, so that none meets an earlier one; to delete it deletes the record alone, and nothing that it wrote.
/// </summary>
internal static class ArmTemplate
{
    /// <summary>In an expression of a template: its own name, which no other write ever had.</summary>
    public const string OwnName = "deployment().name";

    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

    /// <param name="sections">Of the template: <c>resources</c>, and where there are any <c>parameters</c> and <c>outputs</c>.</param>
    /// <param name="parameters">The values of what the section <c>parameters</c> declares.</param>
    public static Deployment Declare(
        string name, PlatformScope scope, Output<ImmutableDictionary<string, object>> sections, CustomResourceOptions options,
        params (string Name, Output<object> Value)[] parameters)
    {
        var properties = new DeploymentPropertiesArgs
        {
            Mode = DeploymentMode.Incremental,
            Template = sections.Apply(given => (object)Whole(given)),
        };
        foreach (var (parameter, value) in parameters)
            properties.Parameters.Add(parameter, new DeploymentParameterArgs { Value = value });
        return new(name, new() { ResourceGroupName = scope.ResourceGroup, Properties = properties }, options);
    }

    /// <returns>A template of these sections.</returns>
    public static ImmutableDictionary<string, object> Whole(ImmutableDictionary<string, object> sections)
        => sections.Add("$schema", Schema).Add("contentVersion", "1.0.0.0");

    public static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries)
        => entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);

    public static ImmutableArray<object> List(params object[] items) => [.. items];

    /// <param name="outputs">Of a deployment: what the template's section of that name came to.</param>
    /// <returns>Null where there is no such output.</returns>
    public static object? OutputOf(object? outputs, string name)
        => outputs is ImmutableDictionary<string, object> all && all.GetValueOrDefault(name) is ImmutableDictionary<string, object> output
            ? output.GetValueOrDefault("value")
            : null;
}
