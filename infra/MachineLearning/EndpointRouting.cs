using System.Collections.Immutable;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Resources.Inputs;
using Deployment = Pulumi.AzureNative.Resources.Deployment;
using Resource = Pulumi.Resource;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Which deployment answers how many calls. That is an input of the endpoint, which Azure refuses while there is no such deployment; and a
/// deployment cannot be before its endpoint. So the endpoint is made without it, then its deployments, then a template writes the endpoint
/// once more, whole. From then on it is written here alone: any other write, without the split, would take it away.
/// </summary>
internal static class EndpointRouting
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private const string Type = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints";

    public static void Declare(
        Resource parent, PlatformScope scope, EndpointSettings settings, EndpointFace face, Workspace workspace, OnlineEndpoint endpoint,
        UserAssignedIdentity identity, List<Resource> slots) =>
        _ = new Deployment("endpoint-routing", new()
        {
            DeploymentName = "endpoint-routing",
            ResourceGroupName = scope.ResourceGroup,
            Properties = new DeploymentPropertiesArgs
            {
                Mode = DeploymentMode.Incremental,
                Template = Output.Tuple(Output.Format($"{workspace.Name}/{endpoint.Name}"), identity.Id).Apply(parts => (object)Map(
                    ("$schema", Schema), ("contentVersion", "1.0.0.0"),
                    ("resources", ImmutableArray.Create<object>(Whole(scope, settings, face, parts.Item1, parts.Item2))))),
            },
            Tags = scope.Tags,
        }, new CustomResourceOptions { Parent = parent, DependsOn = slots });

    private static ImmutableDictionary<string, object> Whole(
        PlatformScope scope, EndpointSettings settings, EndpointFace face, string name, string identityId) =>
        Map(
            ("type", Type), ("apiVersion", "2024-10-01"), ("name", name), ("location", scope.Location),
            ("tags", scope.TagValues.ToImmutableDictionary(tag => tag.Key, tag => (object)tag.Value)),
            ("identity", Map(("type", "UserAssigned"), ("userAssignedIdentities", Map((identityId, Map()))))),
            ("properties", Map(
                ("authMode", face.AuthMode), ("publicNetworkAccess", face.PublicNetworkAccess), ("description", face.Description),
                ("traffic", Split(settings, settings.GreenPercent).Add(OnlineSlot.NameOf("blue", settings), 100 - settings.GreenPercent)),
                ("mirrorTraffic", Split(settings, settings.MirrorPercent)))));

    // Only what there is may be named, and 0 has to be said
    private static ImmutableDictionary<string, object> Split(EndpointSettings settings, int green) =>
        settings.HasGreen ? Map((OnlineSlot.NameOf("green", settings), green)) : Map();

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
