using Platform.Infra.Addresses;
using Pulumi;

namespace Platform.Infra.Network;

/// <param name="PackageHosts">Where image builds fetch packages from.</param>
/// <param name="PaymentHosts">Where the payment provider answers, which billing on the nodes calls.</param>
/// <param name="TextHosts">Where a model of Azure's catalogue answers, which the inference server on the nodes calls.</param>
/// <param name="GatewayHost">The gateway's own name, where it is public and the console on the nodes calls it; else null.</param>
/// <param name="TakesGateway">Whether the gateway calls out through it as well.</param>
/// <param name="HasRunner">Whether a GitHub runner does, and its image is built.</param>
internal sealed record FirewallDesign(
    AddressPlan Plan, IReadOnlyList<string> PackageHosts, IReadOnlyList<string> PaymentHosts, IReadOnlyList<string> TextHosts,
    Output<string>? GatewayHost, bool TakesGateway, bool HasRunner);
