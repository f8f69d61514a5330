using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>API Management: the only way in, where tiers are sold and enforced.</summary>
internal sealed class ApiGateway : PlatformComponent
{
    public ApiGateway(
        PlatformScope scope, GatewaySettings settings, PlatformNetwork network, Identities identities, PrivateCertificates certificates,
        Monitoring monitoring, WorkloadEndpoints workload, OpenApiDocument openApi, Output<string> apiClientId)
        : base("Gateway", scope)
    {
        Service = GatewayService.Declare(scope, settings, network, identities, certificates, monitoring, Lasting(), Child());
        if (network.GatewayExposure == GatewayExposure.Private)
            MakeReachable(settings, network);
        Diagnostics.Send(this, "service", Service.Id, monitoring);
        var gateway = new GatewayScope(this, scope, Service);
        _ = new GatewayTelemetry(gateway, settings.SamplingPercent, identities, monitoring);
        var fragments = new PolicyFragments(gateway);
        GlobalPolicy.Declare(gateway, settings, fragments);
        var backend = new WorkloadBackend(gateway, settings.Capabilities, workload, certificates);
        HealthApi.Declare(gateway, backend);
        var api = new InferenceApi(gateway, settings, backend, fragments, openApi);
        foreach (var tier in settings.Tiers)
            Tier.Declare(gateway, api, fragments, tier, settings, settings.TokensRequired ? apiClientId : null);
        SmokeSubscription.Declare(gateway, api, certificates.SmokeKey);
        Url = Output.Format($"{Service.GatewayUrl}/{InferenceApi.Path}");
        HealthUrl = Output.Format($"{Service.GatewayUrl}/{HealthApi.Path}");
        // https://learn.microsoft.com/azure/api-management/api-management-capacity
        CapacityMetric = settings.Capabilities.IsClassic ? "Capacity" : "CpuPercent_Gateway";
        RegisterOutputs();
    }

    public ApiManagementService Service { get; }

    /// <summary>Base address of the API for callers.</summary>
    public Output<string> Url { get; }

    /// <summary>Answers 200 to whoever asks, without a key, while predictions are answered.</summary>
    public Output<string> HealthUrl { get; }

    /// <summary>The metric of how full the gateway is, which is called otherwise on the newer platform.</summary>
    public string CapacityMetric { get; }

    // Callers in the network: an injected service is there itself, any other has an endpoint there
    private void MakeReachable(GatewaySettings settings, PlatformNetwork network)
    {
        if (settings.Capabilities.IsClassic)
            PrivateNames.Declare(this, Scope, network, Service);
        else
            PrivateAccess.Grant(Child(), Scope, network, "gateway", Service.Id, "Gateway", PrivateZones.Gateway);
    }
}
