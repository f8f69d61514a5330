using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>The API as the server itself describes it, and the backend that serves it.</summary>
internal sealed class InferenceApi
{
    /// <summary>First segment of the API's public URLs.</summary>
    public const string Path = "inference";

    private const string BackendName = "inference";

    /// <summary>What the inference server expects of its gateway.</summary>
    private const string SecretHeader = "X-Gateway-Secret";
    private const string SecretName = "gateway-secret";

    public InferenceApi(Resource parent, PlatformScope scope, ApiManagementService service, string workloadHost, Output<string> secret, string openApi)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var named = new NamedValue("secret", new()
        {
            NamedValueId = SecretName,
            DisplayName = SecretName,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            Secret = true,
            Value = secret,
            Tags = scope.TagList,
        }, child);
        var backend = new Backend("backend", new()
        {
            BackendId = BackendName,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            Protocol = BackendProtocol.Http,
            Url = $"https://{workloadHost}",
            Description = "The inference server on the cluster",
            Tls = new BackendTlsPropertiesArgs { ValidateCertificateChain = true, ValidateCertificateName = true },
            CircuitBreaker = new BackendCircuitBreakerArgs { Rules = { Breaker() } },
            Credentials = new BackendCredentialsContractArgs
            {
                Header = { [SecretHeader] = ImmutableArray.Create($"{{{{{SecretName}}}}}") },
            },
        }, new CustomResourceOptions { Parent = parent, DependsOn = { named } });
        Api = new("api", new()
        {
            ApiId = "inference",
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            DisplayName = "Inference",
            Description = "Predictions of the platform's models: named features, and the Open Inference Protocol.",
            Path = Path,
            Protocols = { Protocol.Https },
            SubscriptionRequired = true,
            Format = ContentFormat.Openapi_json,
            Value = openApi,
            ServiceUrl = $"https://{workloadHost}",
        }, child);
        _ = new ApiPolicy("api-policy", new()
        {
            ApiId = Api.Name,
            PolicyId = "policy",
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = PolicyDocument.Render("api", ("backendId", BackendName)),
        }, new CustomResourceOptions { Parent = parent, DependsOn = { backend } });
    }

    public Api Api { get; }

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
