using System.Net;
using Pulumi;

namespace Platform.Infra.Network;

/// <summary>A subnet of the platform, whether it is written into a network of the stack's own or into one that is there.</summary>
/// <param name="SecurityGroup">Id; Azure allows none where its own appliances are.</param>
/// <param name="DelegatedTo">The Azure service whose machines alone may be in it, and what the subnet calls that; null for none.</param>
/// <param name="WayOut">How what is in it calls the internet, where Azure's default does not do.</param>
internal sealed record SubnetDesign(
    string Name, IPNetwork Range, Output<string>? SecurityGroup = null, WayOut? WayOut = null, (string Name, string Service)? DelegatedTo = null)
{
    /// <summary>
    /// Whether Azure is told to give its machines no way out of its own. Not said of a delegated subnet: Azure's pages differ on whether
    /// it may be, and there are no machines of ours: https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
    /// </summary>
    public bool HasNoDefaultWayOut => SecurityGroup is not null && DelegatedTo is null;
}
