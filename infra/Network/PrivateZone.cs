using Pulumi;
using Pulumi.AzureNative.PrivateDns;

namespace Platform.Infra.Network;

/// <summary>A DNS zone that only the virtual network sees.</summary>
internal sealed class PrivateZone
{
    private readonly PlatformScope _scope;
    private readonly Pulumi.AzureNative.PrivateDns.PrivateZone _zone;

    public PrivateZone(Resource parent, PlatformScope scope, string name, Output<string> networkId)
    {
        _scope = scope;
        Name = name;
        _zone = new($"zone-{name}", new()
        {
            PrivateZoneName = name,
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            Tags = scope.Tags,
        }, new CustomResourceOptions { Parent = parent });
        _ = new Pulumi.AzureNative.PrivateDns.VirtualNetworkLink($"link-{name}", new()
        {
            VirtualNetworkLinkName = scope.Names.VirtualNetwork,
            PrivateZoneName = _zone.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            RegistrationEnabled = false,
            VirtualNetwork = new Pulumi.AzureNative.PrivateDns.Inputs.SubResourceArgs { Id = networkId },
            Tags = scope.Tags,
        }, new CustomResourceOptions { Parent = parent });
    }

    public string Name { get; }
    public Output<string> Id => _zone.Id;

    public PrivateRecordSet Address(string host, string address, CustomResourceOptions options) => new($"record-{host}", new()
    {
        RelativeRecordSetName = host,
        RecordType = "A",
        PrivateZoneName = _zone.Name,
        ResourceGroupName = _scope.ResourceGroup,
        Ttl = 300,
        ARecords = { new Pulumi.AzureNative.PrivateDns.Inputs.ARecordArgs { Ipv4Address = address } },
    }, options);
}
