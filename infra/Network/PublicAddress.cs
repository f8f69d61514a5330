using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>An address on the internet, whose zones are for life.</summary>
internal static class PublicAddress
{
    public static PublicIPAddress Declare(
        ConcernScope scope, string purpose, Monitoring monitoring, IReadOnlyList<string> zones, Input<string>? dnsLabel = null)
    {
        var args = new Pulumi.AzureNative.Network.PublicIPAddressArgs
        {
            PublicIpAddressName = ShortHash.Name($"{scope.Names.PublicAddress(purpose)}-", zones),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard, Tier = PublicIPAddressSkuTier.Regional },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            PublicIPAddressVersion = IPVersion.IPv4,
            DnsSettings = dnsLabel is null
                ? null
                : (Input<PublicIPAddressDnsSettingsArgs>)new PublicIPAddressDnsSettingsArgs { DomainNameLabel = dnsLabel },
        };
        foreach (var zone in zones)
            args.Zones.Add(zone);
        var options = scope.Child();
        options.DeleteBeforeReplace = false;
        var address = new PublicIPAddress($"address-{purpose}", args, options);
        Diagnostics.Send(scope, $"address-{purpose}", address.Id, monitoring);
        return address;
    }
}
