namespace Platform.Infra.Network;

/// <param name="PackageHosts">Where image builds fetch packages from.</param>
/// <param name="PaymentHosts">Where the payment provider answers, which billing on the nodes calls.</param>
/// <param name="TextHosts">Where a model of Azure's catalogue answers, which the inference server on the nodes calls.</param>
/// <param name="TakesGateway">Whether the gateway calls out through it as well.</param>
internal sealed record FirewallDesign(AddressPlan Plan, IReadOnlyList<string> PackageHosts, IReadOnlyList<string> PaymentHosts, IReadOnlyList<string> TextHosts, bool TakesGateway);
