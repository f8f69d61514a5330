using Platform.Infra.Components;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>
/// The inference server as the gateway calls it: one backend, or, while a canary runs, a pool that shares the calls out by weight.
/// All SKUs but Consumption have pools and circuit breakers: https://learn.microsoft.com/azure/api-management/backends
/// </summary>
internal sealed class WorkloadBackend : PlatformComponent
{
    private const string StableId = "inference";
    private const string CanaryId = "inference-canary";
    private const string PoolId = "inference-pool";
    private const string SecretName = "gateway-secret";

    private readonly GatewayScope _gateway;

    public WorkloadBackend(string name, WorkloadBackendArgs args, ComponentResourceOptions? options = null)
        : base("WorkloadBackend", name, args.Gateway, options)
    {
        var (gateway, workload, certificates) = (Within(args.Gateway), args.Workload, args.Certificates);
        _gateway = gateway;
        var secret = new NamedValue("secret", new()
        {
            NamedValueId = SecretName,
            DisplayName = SecretName,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Secret = true,
            Value = certificates.GatewaySecret,
            Tags = gateway.TagList,
        }, gateway.Child());
        var servers = new WorkloadServers(gateway, args.Capabilities, certificates, workload.Host, new(SecretName, secret));
        Url = WorkloadServers.UrlOf(workload.Host);
        var stable = servers.Declare("backend", StableId, workload.Host, "The inference server on the cluster");
        (Id, Resource) = (StableId, stable);
        if (workload.CanaryHost is { } host)
            (Id, Resource) =
                (PoolId, Pool(stable, servers.Declare("backend-canary", CanaryId, host, "The inference server's canary"), workload));
        RegisterOutputs();
    }

    /// <summary>For policies: <c>set-backend-service</c>.</summary>
    public string Id { get; }

    /// <summary>What a policy that names the backend waits for.</summary>
    public CustomResource Resource { get; }

    public string Url { get; }

    // A server whose breaker is open gets nothing from the pool until it closes; the other then answers all
    private Backend Pool(CustomResource stable, CustomResource canary, WorkloadEndpoints workload) => new("backend-pool", new()
    {
        BackendId = PoolId,
        ServiceName = _gateway.ServiceName,
        ResourceGroupName = _gateway.ResourceGroup,
        Type = BackendType.Pool,
        Description = "The inference server and its canary, by weight",
        Pool = new BackendBaseParametersPoolArgs
        {
            Services =
            {
                new BackendPoolItemArgs { Id = stable.Id, Priority = 1, Weight = 100 - workload.CanaryPercent },
                new BackendPoolItemArgs { Id = canary.Id, Priority = 1, Weight = workload.CanaryPercent },
            },
        },
    }, _gateway.Child(workload.CanaryReady));
}
