using System.Collections.Immutable;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>
/// The inference server as the gateway calls it: one backend, or, while a canary runs, a pool that shares the calls out by weight.
/// All SKUs but Consumption have pools and circuit breakers: https://learn.microsoft.com/azure/api-management/backends
/// </summary>
internal sealed class WorkloadBackend
{
    private const string StableId = "inference";
    private const string CanaryId = "inference-canary";
    private const string PoolId = "inference-pool";

    /// <summary>What the inference server expects of its gateway.</summary>
    private const string SecretHeader = "X-Gateway-Secret";
    private const string SecretName = "gateway-secret";

    private readonly GatewayScope _gateway;

    public WorkloadBackend(GatewayScope gateway, WorkloadEndpoints workload, Output<string> secret)
    {
        _gateway = gateway;
        var named = new NamedValue("secret", new()
        {
            NamedValueId = SecretName,
            DisplayName = SecretName,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Secret = true,
            Value = secret,
            Tags = gateway.Platform.TagList,
        }, gateway.Child());
        Url = $"https://{workload.Host}";
        var stable = Single("backend", StableId, workload.Host, "The inference server on the cluster", named);
        (Id, Resource) = (StableId, stable);
        if (workload.CanaryHost is { } host)
            (Id, Resource) = (PoolId, Pool(stable, Single("backend-canary", CanaryId, host, "The inference server's canary", named), workload.CanaryPercent));
    }

    /// <summary>For policies: <c>set-backend-service</c>.</summary>
    public string Id { get; }

    /// <summary>What a policy that names the backend waits for.</summary>
    public Backend Resource { get; }

    public string Url { get; }

    private Backend Single(string name, string id, string host, string description, Resource secret) => new(name, new()
    {
        BackendId = id,
        ServiceName = _gateway.ServiceName,
        ResourceGroupName = _gateway.ResourceGroup,
        Protocol = BackendProtocol.Http,
        Url = $"https://{host}",
        Description = description,
        Tls = new BackendTlsPropertiesArgs { ValidateCertificateChain = true, ValidateCertificateName = true },
        CircuitBreaker = new BackendCircuitBreakerArgs { Rules = { Breaker() } },
        Credentials = new BackendCredentialsContractArgs
        {
            Header = { [SecretHeader] = ImmutableArray.Create($"{{{{{SecretName}}}}}") },
        },
    }, _gateway.Child(secret));

    // A server whose breaker is open gets nothing from the pool until it closes; the other then answers all
    private Backend Pool(Backend stable, Backend canary, int canaryPercent) => new("backend-pool", new()
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
                new BackendPoolItemArgs { Id = stable.Id, Priority = 1, Weight = 100 - canaryPercent },
                new BackendPoolItemArgs { Id = canary.Id, Priority = 1, Weight = canaryPercent },
            },
        },
    }, _gateway.Child());

    // A server in trouble is left alone for a while, and callers learn at once that it is
    private static CircuitBreakerRuleArgs Breaker() => new()
    {
        Name = "overloaded-or-failing",
        FailureCondition = new CircuitBreakerFailureConditionArgs
        {
            Count = 20,
            Interval = "PT10S",
            StatusCodeRanges =
            {
                new FailureStatusCodeRangeArgs { Min = 429, Max = 429 },
                new FailureStatusCodeRangeArgs { Min = 500, Max = 599 },
            },
        },
        TripDuration = "PT10S",
        AcceptRetryAfter = true,
    };
}
