using Platform.Infra.Grants;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The managed online endpoint: one address, a blue deployment, and a green one while a new version of the model is tried. Callers need
/// an Entra token and a role with <c>onlineEndpoints/score/action</c>, such as AzureML Data Scientist.
/// </summary>
internal sealed class ManagedOnlineEndpoint
{
    private readonly WorkspaceScope _scope;
    private readonly UserAssignedIdentity _identity;

    public ManagedOnlineEndpoint(
        WorkspaceScope scope, EndpointSettings settings, MachineLearningWorkspaceArgs platform, ServedAssets served)
    {
        _scope = scope;
        _identity = new("endpoint-identity", new()
        {
            ResourceName = scope.Names.Identity("endpoint"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
        }, scope.Child());
        var grants = Grants(platform.Registry, served.Store);
        var properties = EndpointProperties.Of(settings, platform.Network.IsPrivate);
        var endpoint = Declare(properties);
        Id = endpoint.Id;
        var deployments = new List<Resource> { Deployment("blue", settings.BlueVersion, grants) };
        // One after the other, as each of them locks the endpoint while it is made
        if (settings.HasGreen)
            deployments.Add(Deployment("green", settings.GreenVersion, [.. grants, .. deployments]));
        EndpointRouting.Declare(scope, settings, (endpoint, properties), _identity, deployments);
        Diagnostics.Send(
            scope, "endpoint", endpoint.Id, platform.Monitoring,
            "AmlOnlineEndpointTrafficLog", "AmlOnlineEndpointConsoleLog", "AmlOnlineEndpointEventLog");

        OnlineDeployment Deployment(string color, int version, List<Resource> needed) =>
            new ManagedOnlineDeployment(scope, settings, endpoint, served.Environment).Declare(color, served.Models.Find(settings.Model, version), needed);
    }

    /// <summary>The endpoint's id in Azure Resource Manager.</summary>
    public Output<string> Id { get; }

    // The calls' way is set by the routing, when there is something that it can lead to
    private OnlineEndpoint Declare(EndpointProperties properties)
    {
        var options = _scope.Child();
        options.IgnoreChanges.AddRange(["identity", "properties", "tags"]);
        return new("endpoint", new()
        {
            EndpointName = _scope.Names.MachineLearningEndpoint("online"),
            WorkspaceName = _scope.WorkspaceName,
            ResourceGroupName = _scope.ResourceGroup,
            Location = _scope.Location,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { _identity.Id },
            },
            Properties = properties.ToArgs(),
        }, options);
    }

    // https://learn.microsoft.com/azure/machine-learning/how-to-access-resources-from-endpoints-managed-identities
    private List<Resource> Grants(ImageRegistry registry, AssetStore assets)
    {
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why) =>
            Grant.To(_scope, name, Principal.Of(_identity), new(role, at), why);

        return
        [
            To("endpoint-pulls-image", BuiltInRole.AcrPull, registry.Registry.Id, "Instances start the inference image"),
            To("endpoint-reads-models", BuiltInRole.BlobDataReader, assets.ContainerId, "Instances mount the registered model"),
            To(
                "endpoint-writes-metrics", BuiltInRole.MachineLearningMetricsWriter, _scope.Workspace.Id,
                "Instances report their metrics to the workspace"),
        ];
    }
}
