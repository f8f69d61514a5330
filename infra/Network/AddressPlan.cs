using System.Net;

namespace Platform.Infra.Network;

/// <summary>
/// How the virtual network's range is divided. With Azure CNI overlay pods take no address of the network, so the nodes' subnet
/// only counts nodes; /22 holds the 1,000 that AKS allows.
/// </summary>
/// <param name="Nodes">AKS nodes and the workload's internal load balancers.</param>
/// <param name="Gateway">API Management.</param>
/// <param name="Endpoints">Private endpoints.</param>
/// <param name="Builds">The registry's build agents in private modes.</param>
/// <param name="Firewall">Azure Firewall, which wants a /26 of its own.</param>
internal sealed record AddressPlan(IPNetwork Space, IPNetwork Nodes, IPNetwork Gateway, IPNetwork Endpoints, IPNetwork Builds, IPNetwork Firewall)
{
    public static AddressPlan For(string addressSpace)
    {
        var space = IPNetwork.Parse(addressSpace);
        var start = ToNumber(space.BaseAddress);
        return new(
            space,
            Nodes: Cut(start, 22),
            Gateway: Cut(start + 0x400, 24),
            Endpoints: Cut(start + 0x500, 24),
            Builds: Cut(start + 0x600, 24),
            Firewall: Cut(start + 0x700, 26));
    }

    /// <summary>The load balancer's address: the last but four of the nodes' subnet, where AKS, which counts from below, comes last.</summary>
    public string WorkloadAddress => ToAddress(ToNumber(Nodes.BaseAddress) + 0x400 - 6);

    /// <summary>The canary's load balancer: the address below it.</summary>
    public string CanaryAddress => ToAddress(ToNumber(Nodes.BaseAddress) + 0x400 - 7);

    /// <summary>Azure Firewall takes the first address that Azure leaves free: the first four of a subnet are Azure's own.</summary>
    public string FirewallAddress => ToAddress(ToNumber(Firewall.BaseAddress) + 4);

    private static IPNetwork Cut(uint start, int prefix) => new(IPAddress.Parse(ToAddress(start)), prefix);

    private static uint ToNumber(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string ToAddress(uint number) => $"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";
}
