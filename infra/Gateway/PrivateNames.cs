using Platform.Infra.Components;
using Platform.Infra.Network;
using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>
/// The names of a gateway that only the network reaches, which Azure keeps nowhere. Each has a zone of its own, so that others' gateways
/// keep theirs. https://learn.microsoft.com/azure/api-management/api-management-using-with-internal-vnet#dns-configuration
/// </summary>
internal sealed class PrivateNames : PlatformComponent
{
    // The gateway itself, the developer portal, management from within the network, and the repository of its configuration
    private static readonly string[] _hosts = ["", ".developer", ".management", ".scm"];

    public PrivateNames(string name, PrivateNamesArgs args, ComponentResourceOptions? options = null)
        : base("PrivateNames", name, args.Scope, options)
    {
        var (_, network, service, own) = args;
        var address = service.PrivateIPAddresses.Apply(addresses => addresses[0]);
        foreach (var host in _hosts)
            new PrivateZone(Scope, $"gateway{host}", network, Output.Format($"{service.Name}{host}.azure-api.net"))
                .Apex(address, Child());
        foreach (var host in new[] { own.Gateway, own.Portal }.Where(given => given.Length > 0))
            new PrivateZone(Scope, host, network).Apex(address, Child());
        RegisterOutputs();
    }
}
