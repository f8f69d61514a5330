using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// The names of a gateway that only the network reaches, which Azure keeps nowhere. Each has a zone of its own, so that others' gateways
/// keep theirs. https://learn.microsoft.com/azure/api-management/api-management-using-with-internal-vnet#dns-configuration
/// </summary>
internal static class PrivateNames
{
    // The gateway itself, the developer portal, management from within the network, and the repository of its configuration
    private static readonly string[] Hosts = ["", ".developer", ".management", ".scm"];

    public static void Declare(ConcernScope scope, PlatformNetwork network, ApiManagementService service, HostNameSettings own)
    {
        var address = service.PrivateIPAddresses.Apply(addresses => addresses[0]);
        foreach (var host in Hosts)
            new PrivateZone(scope, $"gateway{host}", network, Output.Format($"{service.Name}{host}.azure-api.net"))
                .Apex(address, scope.Child());
        foreach (var host in new[] { own.Gateway, own.Portal }.Where(name => name.Length > 0))
            new PrivateZone(scope, host, network).Apex(address, scope.Child());
    }
}
