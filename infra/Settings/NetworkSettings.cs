using System.Net;

namespace Platform.Infra.Settings;

/// <param name="AddressSpace">The virtual network's IPv4 range, a /16 to /20.</param>
/// <param name="PackageHosts">Where image builds fetch packages; under approved outbound, nothing else lets them.</param>
internal sealed record NetworkSettings(NetworkIsolation Isolation, string AddressSpace, GatewayExposure GatewayExposure, IReadOnlyList<string> PackageHosts)
{
    public bool IsPrivate => Isolation != NetworkIsolation.Public;

    public static NetworkSettings Read(SettingsReader settings) => new(
        settings.Choice<NetworkIsolation>("networkIsolation"),
        settings.Text("networkAddressSpace", "a private IPv4 range of /16 to /20, such as 10.20.0.0/16, outside 10.244.0.0/15", IsAddressSpace, "10.20.0.0/16"),
        settings.Choice("gatewayExposure", (GatewayExposure?)GatewayExposure.Public),
        settings.Texts("networkPackageHosts", "a list of host names, such as packages.example.com or *.example.com", IsHost, [], "packages.example.com"));

    private static bool IsHost(string value) =>
        Uri.CheckHostName(value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value) == UriHostNameType.Dns && value.Contains('.', StringComparison.Ordinal);

    private static bool IsAddressSpace(string value) =>
        IPNetwork.TryParse(value, out var network)
        && network.PrefixLength is >= 16 and <= 20
        && network.BaseAddress.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..]
        && network.ToString() == value
        && !(network.BaseAddress.GetAddressBytes() is [10, 244 or 245, ..])
        && !value.Contains(':', StringComparison.Ordinal);
}
