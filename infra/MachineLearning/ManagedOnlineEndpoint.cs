using Platform.Infra.Components;
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
internal sealed class ManagedOnlineEndpoint : PlatformComponent
{
    private readonly WorkspaceScope _scope;
    private readonly EndpointSettings _settings;
    private readonly ServedAssets _served;
    private readonly UserAssignedIdentity _identity;

    public ManagedOnlineEndpoint(string name, ManagedOnlineEndpointArgs args, ComponentResourceOptions? options = null)
        : base("OnlineEndpoint", name, args.Workspace, options)
    {
        (_scope, _settings, _served) = (Within(args.Workspace), args.Settings, args.Served);
        _identity = new("endpoint-identity", new()
        {
            ResourceName = Scope.Names.Identity("endpoint"),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
        }, Child());
        var properties = EndpointProperties.Of(_settings, args.Platform.Network.IsPrivate);
        var endpoint = Declare(properties);
        Id = endpoint.Id;
        EndpointRouting.Declare(
            _scope, _settings, (endpoint, properties), _identity, Deployments(endpoint, Grants(args.Platform.Registry)));
        Diagnostics.Send(
            Scope, "endpoint", endpoint.Id, args.Platform.Monitoring,
            "AmlOnlineEndpointTrafficLog", "AmlOnlineEndpointConsoleLog", "AmlOnlineEndpointEventLog");
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["endpointId"] = Id,
        });
    }

    /// <summary>The endpoint's id in Azure Resource Manager.</summary>
    public Output<string> Id { get; }

    // One after the other, as each of them locks the endpoint while it is made
    private List<Resource> Deployments(OnlineEndpoint endpoint, List<Resource> needed)
    {
        var deployments = new List<Resource> { Deployment("blue", _settings.BlueVersion, needed) };
        if (_settings.HasGreen)
            deployments.Add(Deployment("green", _settings.GreenVersion, [.. needed, .. deployments]));
        return deployments;

        OnlineDeployment Deployment(string color, int version, List<Resource> first)
            => new ManagedOnlineDeployment(_scope, _settings, endpoint, _served.Environment)
                .Declare(color, _served.Models.Find(_settings.Model, version), first);
    }

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
    private List<Resource> Grants(ImageRegistry registry)
    {
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why)
            => Grant.To(_scope, name, Principal.Of(_identity), new(role, at), why);

        return
        [
            To("endpoint-pulls-image", BuiltInRole.AcrPull, registry.Registry.Id, "Instances start the inference image"),
            To("endpoint-reads-models", BuiltInRole.BlobDataReader, _served.Store.ContainerId, "Instances mount the registered model"),
            To(
                "endpoint-writes-metrics", BuiltInRole.MachineLearningMetricsWriter, _scope.Workspace.Id,
                "Instances report their metrics to the workspace"),
        ];
    }
}
