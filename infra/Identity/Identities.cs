using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Identity;

/// <summary>The managed identities of the platform's parts; each component grants its own identity what it needs.</summary>
internal sealed class Identities : PlatformComponent
{
    public Identities(string name, IdentitiesArgs args, ComponentResourceOptions? options = null)
        : base("Identity", name, args.Scope, options)
    {
        var (_, monitoring, hasBilling) = args;
        ControlPlane = Declare("control-plane");
        Kubelet = Declare("kubelet");
        Workload = Declare("workload");
        Scaler = Declare("scaler");
        MachineLearning = Declare("machine-learning");
        Gateway = Declare("gateway");
        Billing = hasBilling ? Declare("billing") : null;
        Grant.To(
            Scope, "gateway-publishes-telemetry", Principal.Of(Gateway), new(BuiltInRole.MetricsPublisher, monitoring.Insights.Id),
            "Application Insights takes telemetry from Entra identities only");
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["workloadClientId"] = Workload.ClientId,
            ["gatewayClientId"] = Gateway.ClientId,
        });
    }

    /// <summary>Runs the AKS control plane.</summary>
    public UserAssignedIdentity ControlPlane { get; }

    /// <summary>Pulls images on the nodes.</summary>
    public UserAssignedIdentity Kubelet { get; }

    /// <summary>What the inference server is in Azure.</summary>
    public UserAssignedIdentity Workload { get; }

    /// <summary>What the autoscaler is to managed Prometheus.</summary>
    public UserAssignedIdentity Scaler { get; }

    /// <summary>What the Machine Learning workspace is to its storage, vault and registry.</summary>
    public UserAssignedIdentity MachineLearning { get; }

    /// <summary>What API Management is to Application Insights.</summary>
    public UserAssignedIdentity Gateway { get; }

    /// <summary>
    /// What billing is to its database, the usage logs, the gateway and the payment secret; null where nothing is billed.
    /// </summary>
    public UserAssignedIdentity? Billing { get; }

    private UserAssignedIdentity Declare(string purpose) => new(purpose, new()
    {
        ResourceName = Scope.Names.Identity(purpose),
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
    }, Child());
}
