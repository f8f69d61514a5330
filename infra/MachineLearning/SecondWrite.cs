using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;
using Deployment = Pulumi.AzureNative.Resources.Deployment;
using Resource = Pulumi.Resource;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Which of an endpoint's deployments answer is an input of the endpoint, which Azure refuses while there is no such deployment; and a
/// deployment cannot be before its endpoint. So the endpoint is made without it, then its deployments, then a template writes the endpoint
/// once more, whole. From then on it is written here alone: any other write, without that input, would take it away.
/// </summary>
internal static class SecondWrite
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

    /// <param name="purpose">Of the endpoint: <c>online</c>.</param>
    /// <param name="kind">The last part of the type: <c>onlineEndpoints</c>.</param>
    /// <param name="name">The workspace's, a slash, and the endpoint's.</param>
    /// <param name="body">The endpoint beside its name, place and tags.</param>
    /// <param name="deployments">What must be there first.</param>
    public static void Of(
        Resource parent, PlatformScope scope, string purpose, string kind, Output<string> name,
        Output<ImmutableDictionary<string, object>> body, List<Resource> deployments) =>
        _ = new Deployment($"{purpose}-routing", new()
        {
            DeploymentName = $"{purpose}-routing",
            ResourceGroupName = scope.ResourceGroup,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = Output.Tuple(name, body).Apply(given => (object)Map(
                    ("$schema", Schema), ("contentVersion", "1.0.0.0"),
                    ("resources", ImmutableArray.Create<object>(Whole(scope, kind, given.Item1).AddRange(given.Item2))))),
            },
            Tags = scope.Tags,
        }, new CustomResourceOptions { Parent = parent, DependsOn = deployments });

    private static ImmutableDictionary<string, object> Whole(PlatformScope scope, string kind, string name) => Map(
        ("type", $"Microsoft.MachineLearningServices/workspaces/{kind}"), ("apiVersion", "2024-10-01"), ("name", name),
        ("location", scope.Location),
        ("tags", scope.TagValues.ToImmutableDictionary(tag => tag.Key, tag => (object)tag.Value)));

    public static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
