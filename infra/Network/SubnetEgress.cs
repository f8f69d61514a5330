using Pulumi;

namespace Platform.Infra.Network;

/// <summary>How a subnet's traffic leaves: by a NAT gateway or by the routes of a table; each an id.</summary>
internal sealed record SubnetEgress(Output<string>? NatGateway = null, Output<string>? Routes = null);
