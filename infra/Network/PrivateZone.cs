using Platform.Infra.Components;
using Platform.Infra.Naming;
using Pulumi;
using Pulumi.AzureNative.PrivateDns;

namespace Platform.Infra.Network;

/// <summary>A DNS zone that only the virtual network sees, and those that are linked to it.</summary>
internal sealed class PrivateZone
{
    private readonly ConcernScope _scope;
    private readonly Pulumi.AzureNative.PrivateDns.PrivateZone _zone;

    /// <param name="domain">What it answers for, where that is only known later; else its name.</param>
    public PrivateZone(ConcernScope scope, string name, PlatformNetwork network, Output<string>? domain = null)
    {
        _scope = scope;
        Name = name;
        _zone = new($"zone-{name}", new()
        {
            PrivateZoneName = domain ?? Output.Create(name),
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
        }, scope.Child());
        Link($"link-{name}", scope.Names.VirtualNetwork, network.Id);
        foreach (var other in network.Linked)
        {
            var link = ShortHash.Name($"{other.Name}-", other.Id.ToLowerInvariant());
            Link($"link-{name}-{link}", link, Output.Create(other.Id));
        }
    }

    private void Link(string resource, string name, Output<string> networkId)
        => _ = new Pulumi.AzureNative.PrivateDns.VirtualNetworkLink(resource, new()
        {
            VirtualNetworkLinkName = name,
            PrivateZoneName = _zone.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Location = "global",
            RegistrationEnabled = false,
            VirtualNetwork = new Pulumi.AzureNative.PrivateDns.Inputs.SubResourceArgs { Id = networkId },
        }, _scope.Child());

    public string Name { get; }
    public Output<string> Id => _zone.Id;

    /// <summary>The domain itself.</summary>
    public PrivateRecordSet Apex(Input<string> address, CustomResourceOptions options) => Record($"record-{Name}", "@", address, options);

    public PrivateRecordSet Address(string host, string address, CustomResourceOptions options)
        => Record($"record-{host}", host, address, options);

    private PrivateRecordSet Record(string name, string host, Input<string> address, CustomResourceOptions options) => new(name, new()
    {
        RelativeRecordSetName = host,
        RecordType = "A",
        PrivateZoneName = _zone.Name,
        ResourceGroupName = _scope.ResourceGroup,
        Ttl = 300,
        ARecords = { new Pulumi.AzureNative.PrivateDns.Inputs.ARecordArgs { Ipv4Address = address } },
    }, options);
}
