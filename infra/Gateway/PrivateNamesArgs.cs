using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What the names of a gateway in the network are made of.</summary>
/// <param name="Own">Names of the stack's own, besides the service's.</param>
internal sealed record PrivateNamesArgs(ConcernScope Scope, PlatformNetwork Network, ApiManagementService Service, HostNameSettings Own);
