using Pulumi;

namespace Platform.Infra.Network;

/// <summary>
/// Where the platform is: ids of the virtual network and, by name, of the platform's subnets in it, each known once it exists.
/// </summary>
internal sealed record NetworkPlace(Output<string> Id, IReadOnlyDictionary<string, Output<string>> Subnets);
