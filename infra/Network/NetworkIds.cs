using Pulumi;

namespace Platform.Infra.Network;

/// <summary>The ids of the virtual network and, by name, of the platform's subnets in it, each known once it exists.</summary>
internal sealed record NetworkIds(Output<string> Network, IReadOnlyDictionary<string, Output<string>> Subnets);
