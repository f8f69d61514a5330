using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>API Management: the only way in, where tiers are sold and enforced.</summary>
internal sealed class ApiGateway : PlatformComponent
{
    private const string Security = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security";

    public ApiGateway(
        PlatformScope scope, GatewaySettings settings, PlatformNetwork network, Identities identities, PrivateCertificates certificates,
        Monitoring monitoring, WorkloadEndpoints workload, OpenApiDocument openApi, Output<string> apiClientId)
        : base("Gateway", scope)
    {
        Service = Declare(settings, network, identities, certificates);
        if (network.GatewayExposure == GatewayExposure.Private)
            PrivateNames.Declare(this, scope, network, Service);
        Diagnostics.Send(this, "service", Service.Id, monitoring);
        var gateway = new GatewayScope(this, scope, Service);
        _ = new GatewayTelemetry(gateway, settings.SamplingPercent, identities, monitoring);
        var fragments = new PolicyFragments(gateway);
        GlobalPolicy.Declare(gateway, settings, fragments);
        var backend = new WorkloadBackend(gateway, workload, certificates.GatewaySecret);
        HealthApi.Declare(gateway, backend);
        var api = new InferenceApi(gateway, settings, backend, fragments, openApi);
        foreach (var tier in settings.Tiers)
            Tier.Declare(gateway, api, fragments, tier, settings.Currency, settings.TokensRequired ? apiClientId : null);
        SmokeSubscription.Declare(gateway, api, certificates.SmokeKey);
        Url = Output.Format($"{Service.GatewayUrl}/{InferenceApi.Path}");
        HealthUrl = Output.Format($"{Service.GatewayUrl}/{HealthApi.Path}");
        RegisterOutputs();
    }

    public ApiManagementService Service { get; }

    /// <summary>Base address of the API for callers.</summary>
    public Output<string> Url { get; }

    /// <summary>Answers 200 to whoever asks, without a key, while predictions are answered.</summary>
    public Output<string> HealthUrl { get; }

    private ApiManagementService Declare(GatewaySettings settings, PlatformNetwork network, Identities identities, PrivateCertificates certificates)
    {
        var options = Lasting();
        // Creating or rescaling one takes up to 45 minutes, more than a provider's default patience
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromHours(2), Update = TimeSpan.FromHours(2), Delete = TimeSpan.FromHours(1) };
        var args = new ApiManagementServiceArgs
        {
            ServiceName = Scope.Names.Gateway,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            Sku = new ApiManagementServiceSkuPropertiesArgs
            {
                Name = settings.Sku == GatewaySku.Developer ? SkuType.Developer : SkuType.Premium,
                Capacity = settings.Units,
            },
            PublisherName = settings.PublisherName,
            PublisherEmail = settings.PublisherEmail,
            Identity = new ApiManagementServiceIdentityArgs
            {
                Type = ApimIdentityType.UserAssigned,
                UserAssignedIdentities = identities.Gateway.Id.Apply(id => new Dictionary<string, UserIdentityPropertiesArgs> { [id] = new() }),
            },
            // External: clients reach it from the internet. Internal: from the network, and what is connected to it.
            VirtualNetworkType = network.GatewayExposure == GatewayExposure.Private ? VirtualNetworkType.Internal : VirtualNetworkType.External,
            VirtualNetworkConfiguration = new VirtualNetworkConfigurationArgs { SubnetResourceId = network.GatewaySubnetId },
            PublicIpAddressId = Egress.PublicAddress(Scope, "gateway", Child(), Scope.Names.Gateway, settings.Zones).Id,
            ApiVersionConstraint = new ApiVersionConstraintArgs { MinApiVersion = "2021-08-01" },
            DeveloperPortalStatus = DeveloperPortalStatus.Enabled,
            LegacyPortalStatus = LegacyPortalStatus.Disabled,
            CustomProperties = Protocols(),
            Certificates =
            {
                // Trusts the workload's certificate, and nobody else's from a private authority
                new CertificateConfigurationArgs { StoreName = "Root", EncodedCertificate = certificates.AuthorityPem.Apply(Base64Body) },
            },
            Tags = Scope.Tags,
        };
        foreach (var zone in settings.Zones)
            args.Zones.Add(zone);
        return new("service", args, options);
    }

    private static Dictionary<string, string> Protocols()
    {
        var off = new Dictionary<string, string>();
        foreach (var protocol in new[] { "Tls10", "Tls11", "Ssl30" })
        {
            off[$"{Security}.Protocols.{protocol}"] = "False";
            off[$"{Security}.Backend.Protocols.{protocol}"] = "False";
        }
        off[$"{Security}.Ciphers.TripleDes168"] = "False";
        return off;
    }

    private static string Base64Body(string pem) =>
        string.Concat(pem.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
}
