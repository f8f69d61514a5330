using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>The service itself, as its SKU has it.</summary>
internal static class GatewayService
{
    private const string Security = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security";

    // Without forward secrecy, or of a mode that was broken; all are on until they are switched off by name.
    // https://learn.microsoft.com/rest/api/apimanagement/api-management-service/create-or-update
    private static readonly string[] _weakCiphers =
    [
        "TripleDes168", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA",
        "TLS_RSA_WITH_AES_256_CBC_SHA256",
    ];

    public static ApiManagementService Declare(ConcernScope scope, GatewaySettings settings, ApiGatewayArgs given, HostNames? hosts)
    {
        var options = scope.Lasting(given.Network.Egress);
        // Of its creation alone
        options.IgnoreChanges.Add("restore");
        // Creating or rescaling one takes up to 45 minutes, more than a provider's default patience
        options.CustomTimeouts = new CustomTimeouts
        {
            Create = TimeSpan.FromHours(2),
            Update = TimeSpan.FromHours(2),
            Delete = TimeSpan.FromHours(1),
        };
        var args = new ApiManagementServiceArgs
        {
            ServiceName = scope.Names.Gateway,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new ApiManagementServiceSkuPropertiesArgs { Name = settings.Sku.ToString(), Capacity = settings.Units },
            PublisherName = settings.PublisherName,
            PublisherEmail = settings.PublisherEmail,
            Identity = new ApiManagementServiceIdentityArgs
            {
                Type = ApimIdentityType.UserAssigned,
                UserAssignedIdentities =
                    given.Identities.Gateway.Id.Apply(id => new Dictionary<string, UserIdentityPropertiesArgs> { [id] = new() }),
            },
            VirtualNetworkConfiguration = new VirtualNetworkConfigurationArgs { SubnetResourceId = given.Network.GatewaySubnetId },
            ApiVersionConstraint = new ApiVersionConstraintArgs { MinApiVersion = "2021-08-01" },
            DeveloperPortalStatus = DeveloperPortalStatus.Enabled,
            LegacyPortalStatus = LegacyPortalStatus.Disabled,
            // https://learn.microsoft.com/azure/api-management/soft-delete
            Restore = settings.Restore ? true : null,
        };
        foreach (var zone in settings.Zones)
            args.Zones.Add(zone);
        hosts?.Configure(args, options);
        if (settings.Capabilities.IsClassic)
            Inject(args, scope, settings, given);
        else
            Integrate(args, settings);
        return new("service", args, options);
    }

    private static void Inject(ApiManagementServiceArgs args, ConcernScope scope, GatewaySettings settings, ApiGatewayArgs given)
    {
        // External: clients reach it from the internet. Internal: from the network, and what is connected to it.
        args.VirtualNetworkType = given.Network.GatewayExposure == GatewayExposure.Private
            ? VirtualNetworkType.Internal
            : VirtualNetworkType.External;
        // The old address keeps its label until it goes
        var label = scope.Names.Gateway.Apply(name => ShortHash.Name($"{name}-", settings.Zones));
        args.PublicIpAddressId = PublicAddress.Declare(scope, "gateway", given.Monitoring, settings.Zones, label).Id;
        args.CustomProperties = Protocols();
        // Trusts the workload's certificate, and nobody else's from a private authority
        args.Certificates.Add(new CertificateConfigurationArgs
        {
            StoreName = "Root",
            EncodedCertificate = given.Certificates.AuthorityPem.Apply(Pem.Body),
        });
    }

    // The newer platform knows no older protocols to switch off. Here, External means that it calls out through
    // the subnet; callers come to its public address, or to a private endpoint.
    // https://learn.microsoft.com/azure/api-management/integrate-vnet-outbound
    private static void Integrate(ApiManagementServiceArgs args, GatewaySettings settings)
    {
        args.VirtualNetworkType = VirtualNetworkType.External;
        args.PublicNetworkAccess = settings.PublicEndpoint ? PublicNetworkAccess.Enabled : PublicNetworkAccess.Disabled;
    }

    private static Dictionary<string, string> Protocols()
    {
        var off = new Dictionary<string, string>();
        foreach (var protocol in new[] { "Tls10", "Tls11", "Ssl30" })
        {
            off[$"{Security}.Protocols.{protocol}"] = "False";
            off[$"{Security}.Backend.Protocols.{protocol}"] = "False";
        }

        foreach (var cipher in _weakCiphers)
            off[$"{Security}.Ciphers.{cipher}"] = "False";
        return off;
    }
}
