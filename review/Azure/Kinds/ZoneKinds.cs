namespace Platform.Review.Azure.Kinds;

/// <summary>Zones of DNS, public and private.</summary>
internal static class ZoneKinds
{
    private const string Zone = "Microsoft.Network/privateDnsZones/{privateZoneName}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/dns/";

    public static Kind[] All { get; } =
    [
        new("azure-native:dns:RecordSet")
            { Path = "Microsoft.Network/dnsZones/{zoneName}/{recordType}/{relativeRecordSetName}", Free = Pricing },
        new("azure-native:dns:Zone") { Path = "Microsoft.Network/dnsZones/{zoneName}", Label = "DNS zone", IsTaggable = true },
        new("azure-native:privatedns:PrivateRecordSet") { Path = Zone + "/{recordType}/{relativeRecordSetName}", Free = Pricing },
        new("azure-native:privatedns:PrivateZone") { Path = Zone, Label = "Private DNS zone", Gathers = true, IsTaggable = true },
        new("azure-native:privatedns:VirtualNetworkLink")
        {
            Path = Zone + "/virtualNetworkLinks/{virtualNetworkLinkName}",
            IsTaggable = true,
            Free = Pricing,
            ForceNew = ["virtualNetwork"],
        },
    ];
}
