using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Identity;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Dns;
using Pulumi.AzureNative.Dns.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>
/// The gateway's own names: who may read their certificate, the public records that lead to it, and what the service is told. The records
/// come first, as API Management looks up who owns a name before it takes it.
/// https://learn.microsoft.com/azure/api-management/configure-custom-domain
/// </summary>
internal sealed class HostNames
{
    private const int Seconds = 300;

    private readonly ConcernScope _scope;
    private readonly HostNameSettings _settings;
    private readonly Identities _identities;
    private readonly Input<string> _zone;
    private readonly List<Resource> _needed = [];

    public HostNames(ConcernScope scope, HostNameSettings settings, Identities identities)
    {
        (_scope, _settings, _identities) = (scope, settings, identities);
        if (settings.CertificateVault is { } vault)
            _needed.Add(Grant.To(
                scope, "gateway-reads-certificate", Principal.Of(identities.Gateway),
                new(BuiltInRole.KeyVaultSecretsUser, Output.Create($"{vault.Id}/secrets/{settings.CertificateName}")),
                "The gateway shows this certificate, and looks for a newer one every few hours"));
        _zone = settings.Domain;
        if (settings.Domain.Length == 0)
            return;
        if (settings.ExistingZone is null)
        {
            var zone = MakeZone();
            (_zone, NameServers) = (zone.Name, zone.NameServers.Apply(servers => (string?)string.Join(", ", servers)));
        }
        if (settings.HasGateway)
            _needed.Add(Alias("gateway", settings.Gateway, ""));
        if (settings.HasPortal)
            _needed.Add(Alias("portal", settings.Portal, ".developer"));
    }

    /// <summary>Whom the domain's registrar has to name for the zone that the stack makes; nothing where it makes none.</summary>
    public Output<string?> NameServers { get; } = Output.Create((string?)null);

    /// <summary>Tells the service its names, and makes it wait for what they need.</summary>
    public void Configure(ApiManagementServiceArgs args, CustomResourceOptions options)
    {
        foreach (var needed in _needed)
            options.DependsOn.Add(needed);
        if (_settings.HasGateway)
            args.HostnameConfigurations.Add(Configuration(HostnameType.Proxy, _settings.Gateway));
        if (_settings.HasPortal)
            args.HostnameConfigurations.Add(Configuration(HostnameType.DeveloperPortal, _settings.Portal));
    }

    private HostnameConfigurationArgs Configuration(HostnameType type, string host)
    {
        var configuration = new HostnameConfigurationArgs { Type = type, HostName = host, NegotiateClientCertificate = false };
        // What is shown to who says no name: https://learn.microsoft.com/azure/api-management/configure-custom-domain
        if (type == HostnameType.Proxy)
            configuration.DefaultSslBinding = true;
        if (_settings.CertificateVault is not { } vault)
        {
            configuration.CertificateSource = CertificateSource.Managed;
            return configuration;
        }
        configuration.CertificateSource = CertificateSource.KeyVault;
        // Without a version, so that a newer one is taken by itself
        configuration.KeyVaultId = $"https://{vault.Name.ToLowerInvariant()}.vault.azure.net/secrets/{_settings.CertificateName}";
        configuration.IdentityClientId = _identities.Gateway.ClientId;
        return configuration;
    }

    private Zone MakeZone() => new("dns-zone", new()
    {
        ZoneName = _settings.Zone,
        ResourceGroupName = _scope.ResourceGroup,
        Location = "global",
        ZoneType = ZoneType.Public,
    }, _scope.Lasting());

    // By the service's name, which is known before there is one
    private RecordSet Alias(string purpose, string host, string suffix) => new($"dns-{purpose}", new()
    {
        RelativeRecordSetName = _settings.RecordOf(host),
        RecordType = "CNAME",
        ZoneName = _zone,
        ResourceGroupName = _settings.ExistingZone is { } given ? Output.Create(given.ResourceGroup) : _scope.ResourceGroup,
        Ttl = Seconds,
        CnameRecord = new CnameRecordArgs { Cname = _scope.Names.Gateway.Apply(name => $"{name}{suffix}.azure-api.net") },
    }, _scope.Child());
}
