using System.Net;

namespace Platform.Infra.Addresses;

/// <summary>
/// How the platform's range is divided: half of it, a /22 at most, for nodes, then an eighth, a /24 at most, for each other purpose.
/// With Azure CNI overlay pods take no address of the network, so the nodes' subnet only counts nodes.
/// </summary>
/// <param name="Nodes">AKS nodes and the workload's internal load balancers.</param>
/// <param name="Gateway">API Management.</param>
/// <param name="Endpoints">Private endpoints.</param>
/// <param name="Builds">The registry's build agents in private modes.</param>
/// <param name="Firewall">Azure Firewall, which wants a /26 of its own; the smallest range that holds one is a /23.</param>
/// <param name="ApiServer">The cluster's API server, where it has to be in the network; null likewise.</param>
/// <param name="Runner">A GitHub runner, in what the firewall leaves of the last part; null where it leaves nothing.</param>
internal sealed record AddressPlan(
    IPNetwork Space, IPNetwork Nodes, IPNetwork Gateway, IPNetwork Endpoints, IPNetwork Builds, IPNetwork Firewall,
    IPNetwork? Runner, IPNetwork? ApiServer)
{
    /// <summary>Prefix lengths between which a range must be.</summary>
    public const int LargestSpace = 16;
    public const int SmallestSpace = 23;

    /// <summary>Prefix length up to which a range has room for a runner besides a firewall.</summary>
    public const int SmallestSpaceWithRunner = 22;

    /// <summary>Likewise, for an API server besides both.</summary>
    public const int SmallestSpaceWithApiServer = 21;

    private const int FirewallPrefix = 26;

    // https://learn.microsoft.com/azure/aks/api-server-vnet-integration
    private const int ApiServerPrefix = 28;

    public static AddressPlan For(string addressSpace)
    {
        var space = IPNetwork.Parse(addressSpace);
        var prefix = Math.Max(space.PrefixLength + 3, 24);
        var start = ToNumber(space.BaseAddress);
        var part = 1u << (32 - prefix);
        return new(
            space,
            Nodes: Cut(start, prefix - 2),
            Gateway: Cut(start + (4 * part), prefix),
            Endpoints: Cut(start + (5 * part), prefix),
            Builds: Cut(start + (6 * part), prefix),
            Firewall: Cut(start + (7 * part), FirewallPrefix),
            Runner: prefix < FirewallPrefix ? Cut(start + (7 * part) + (1u << (32 - FirewallPrefix)), FirewallPrefix) : null,
            ApiServer: prefix < FirewallPrefix - 1 ? Cut(start + (7 * part) + (2u << (32 - FirewallPrefix)), ApiServerPrefix) : null);
    }

    /// <summary>Addresses that a subnet has for what is in it: Azure keeps the first four and the last.</summary>
    public static int Usable(IPNetwork subnet) => (1 << (32 - subnet.PrefixLength)) - 5;

    /// <summary>
    /// The load balancer's address: the last but four of the nodes' subnet, where AKS, which counts from below, comes last.
    /// </summary>
    public string WorkloadAddress => ToAddress(End(Nodes) - 6);

    /// <summary>The canary's load balancer: the address below it.</summary>
    public string CanaryAddress => ToAddress(End(Nodes) - 7);

    /// <summary>Billing's: the address below that.</summary>
    public string BillingAddress => ToAddress(End(Nodes) - 8);

    /// <summary>Azure Firewall takes the first address that Azure leaves free: the first four of a subnet are Azure's own.</summary>
    public string FirewallAddress => ToAddress(ToNumber(Firewall.BaseAddress) + 4);

    private static uint End(IPNetwork range) => ToNumber(range.BaseAddress) + (1u << (32 - range.PrefixLength));

    private static IPNetwork Cut(uint start, int prefix) => new(IPAddress.Parse(ToAddress(start)), prefix);

    private static uint ToNumber(IPAddress address)
        => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string ToAddress(uint number) => $"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";
}
