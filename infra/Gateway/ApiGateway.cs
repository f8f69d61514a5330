using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>API Management: the only way in, where tiers are sold and enforced.</summary>
internal sealed class ApiGateway : PlatformComponent
{
    public ApiGateway(string name, ApiGatewayArgs args, ComponentResourceOptions? options = null)
        : base("Gateway", name, args.Scope, options)
    {
        var settings = args.Settings;
        var hosts = settings.HostNames.AreUsed
            ? new HostNames("host-names", new(Scope, settings.HostNames, args.Identities), Inside)
            : null;
        NameServers = hosts?.NameServers ?? Output.Create((string?)null);
        Service = GatewayService.Declare(Scope, settings, args, hosts);
        Address = settings.HostName is { Length: > 0 } host ? Output.Create($"https://{host}") : Service.GatewayUrl;
        if (args.Network.GatewayExposure == GatewayExposure.Private)
            MakeReachable(settings, args.Network);
        Diagnostics.Send(Scope, "service", Service.Id, args.Monitoring);
        var gateway = new GatewayScope(Scope, Service);
        DeclareApis(gateway, args);
        if (settings.Portal.HasSignIn || settings.Portal.Revision > 0)
            _ = new DeveloperPortal("developer-portal", new(gateway, settings.Portal), Inside);
        if (settings.BackupAccount is { } account)
            _ = new GatewayBackup("backup", new(Scope, account, Service, args.Identities, args.Monitoring), Inside);
        Url = Output.Format($"{Address}/{InferenceApi.Path}");
        HealthUrl = Output.Format($"{Address}/{HealthApi.Path}");
        // https://learn.microsoft.com/azure/api-management/api-management-capacity
        CapacityMetric = settings.Capabilities.IsClassic ? "Capacity" : "CpuPercent_Gateway";
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["serviceId"] = Service.Id,
            ["url"] = Url,
            ["healthUrl"] = HealthUrl,
        });
    }

    public ApiManagementService Service { get; }

    /// <summary>Where callers find it, by Front Door or its own name where it has one; without a path.</summary>
    public Output<string> Address { get; }

    /// <summary>Of the public zone that the stack makes; none where it makes none.</summary>
    public Output<string?> NameServers { get; }

    /// <summary>Base address of the API for callers.</summary>
    public Output<string> Url { get; }

    /// <summary>Answers 200 to whoever asks, without a key, while predictions are answered.</summary>
    public Output<string> HealthUrl { get; }

    /// <summary>The metric of how full the gateway is, which is called otherwise on the newer platform.</summary>
    public string CapacityMetric { get; }

    private void DeclareApis(GatewayScope gateway, ApiGatewayArgs args)
    {
        var settings = args.Settings;
        _ = new GatewayTelemetry("telemetry", new(gateway, settings.SamplingPercent, args.Identities, args.Monitoring), Inside);
        var fragments = new PolicyFragments();
        _ = new GlobalPolicy("global-policy", new(gateway, settings, fragments), Inside);
        var backend = new WorkloadBackend(
            "workload-backend", new(gateway, settings.Capabilities, args.Workload, args.Certificates), Inside);
        _ = new HealthApi("health-api", new(gateway, backend, FrontDoor.CallerOf(settings.FrontDoor)), Inside);
        if (args.Billing is { } billing)
            _ = new BillingApis("billing-apis", new(gateway, settings, billing, args.Certificates), Inside);
        var api = new InferenceApi("inference-api", new(gateway, settings, backend, fragments, args.OpenApi), Inside);
        foreach (var tier in settings.Tiers)
            _ = new Tier(
                $"tier-{tier.Name}", new(gateway, api, fragments, tier, settings, settings.TokensRequired ? args.ApiClientId : null),
                Inside);
        ClosedTiers.Declare(gateway, settings.Tiers, api.Changes.NextOf(gateway));
        SmokeSubscription.Declare(gateway, api, args.Certificates.SmokeKey);
    }

    // Callers in the network: an injected service is there itself, any other has an endpoint there
    private void MakeReachable(GatewaySettings settings, PlatformNetwork network)
    {
        if (settings.Capabilities.IsClassic)
            _ = new PrivateNames("private-names", new(Scope, network, Service, settings.HostNames), Inside);
        else
            PrivateEndpoints.Add(Scope, network, new("gateway", Service.Id, "Gateway", PrivateZones.Gateway));
    }
}
