using Platform.Infra.Identity;
using Platform.Infra.Network;
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
internal sealed class OnlineServing
{
    private readonly Resource _parent;
    private readonly PlatformScope _scope;
    private readonly UserAssignedIdentity _identity;

    public OnlineServing(
        Resource parent, PlatformScope scope, EndpointSettings settings, PlatformNetwork network, Workspace workspace,
        ImageRegistry registry,
        RegisteredModels models, AssetStore assets, EnvironmentVersion environment, Monitoring monitoring)
    {
        (_parent, _scope) = (parent, scope);
        _identity = new("endpoint-identity", new()
        {
            ResourceName = scope.Names.Identity("endpoint"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
        }, new CustomResourceOptions { Parent = parent });
        var grants = Grants(workspace, registry, assets);
        var face = EndpointFace.Of(settings, network.IsPrivate);
        var endpoint = Declare(workspace, face);
        Id = endpoint.Id;
        var slots = new List<Resource> { Slot("blue", settings.BlueVersion, grants) };
        // One after the other, as each of them locks the endpoint while it is made
        if (settings.HasGreen)
            slots.Add(Slot("green", settings.GreenVersion, [.. grants, .. slots]));
        EndpointRouting.Declare(parent, scope, settings, face, workspace, endpoint, _identity, slots);
        Diagnostics.Send(
            parent, "endpoint", endpoint.Id, monitoring,
            "AmlOnlineEndpointTrafficLog", "AmlOnlineEndpointConsoleLog", "AmlOnlineEndpointEventLog");

        OnlineDeployment Slot(string color, int version, List<Resource> needed) =>
            OnlineSlot.Declare(
                parent, scope, settings, color, models.Find(settings.Model, version), workspace, endpoint, environment, needed);
    }

    /// <summary>The endpoint's id in Azure Resource Manager.</summary>
    public Output<string> Id { get; }

    // The calls' way is set by the routing, when there is something that it can lead to
    private OnlineEndpoint Declare(Workspace workspace, EndpointFace face) => new("endpoint", new()
    {
        EndpointName = _scope.Names.MachineLearningEndpoint("online"),
        WorkspaceName = workspace.Name,
        ResourceGroupName = _scope.ResourceGroup,
        Location = _scope.Location,
        Identity = new ManagedServiceIdentityArgs
        {
            Type = ManagedServiceIdentityType.UserAssigned,
            UserAssignedIdentities = { _identity.Id },
        },
        Properties = face.ToArgs(),
    }, new CustomResourceOptions { Parent = _parent, IgnoreChanges = { "identity", "properties", "tags" } });

    // https://learn.microsoft.com/azure/machine-learning/how-to-access-resources-from-endpoints-managed-identities
    private List<Resource> Grants(Workspace workspace, ImageRegistry registry, AssetStore assets)
    {
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why) =>
            Grant.To(_parent, _scope, name, _identity.PrincipalId, PrincipalType.ServicePrincipal, role, at, why);

        return
        [
            To("endpoint-pulls-image", BuiltInRole.AcrPull, registry.Registry.Id, "Instances start the inference image"),
            To("endpoint-reads-models", BuiltInRole.BlobDataReader, assets.ContainerId, "Instances mount the registered model"),
            To(
                "endpoint-writes-metrics", BuiltInRole.MachineLearningMetricsWriter, workspace.Id,
                "Instances report their metrics to the workspace"),
        ];
    }
}
