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
internal sealed class HostNames : PlatformComponent
{
    private const int Seconds = 300;

    private readonly HostNameSettings _settings;
    private readonly Identities _identities;
    private Input<string> _zone;
    private readonly List<Resource> _needed = [];

    public HostNames(string name, HostNamesArgs args, ComponentResourceOptions? options = null)
        : base("HostNames", name, args.Scope, options)
    {
        var (_, settings, identities) = args;
        (_settings, _identities) = (settings, identities);
        if (settings.CertificateVault is { } vault)
            _needed.Add(Grant.To(
                Scope, "gateway-reads-certificate", Principal.Of(identities.Gateway),
                new(BuiltInRole.KeyVaultSecretsUser, Output.Create($"{vault.Id}/secrets/{settings.CertificateName}")),
                "The gateway shows this certificate, and looks for a newer one every few hours"));
        _zone = settings.Domain;
        if (settings.Domain.Length > 0)
            DeclareRecords();
        RegisterOutputs();
    }

    /// <summary>Whom the domain's registrar has to name for the zone that the stack makes; nothing where it makes none.</summary>
    public Output<string?> NameServers { get; private set; } = Output.Create((string?)null);

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

    private void DeclareRecords()
    {
        if (_settings.ExistingZone is null)
        {
            var zone = MakeZone();
            (_zone, NameServers) = (zone.Name, zone.NameServers.Apply(servers => (string?)string.Join(", ", servers)));
        }

        if (_settings.HasGateway)
            _needed.Add(Alias("gateway", _settings.Gateway, ""));
        if (_settings.HasPortal)
            _needed.Add(Alias("portal", _settings.Portal, ".developer"));
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
        ResourceGroupName = Scope.ResourceGroup,
        Location = "global",
        ZoneType = ZoneType.Public,
    }, Scope.Lasting());

    // By the service's name, which is known before there is one
    private RecordSet Alias(string purpose, string host, string suffix) => new($"dns-{purpose}", new()
    {
        RelativeRecordSetName = _settings.RecordOf(host),
        RecordType = "CNAME",
        ZoneName = _zone,
        ResourceGroupName = _settings.ExistingZone is { } given ? Output.Create(given.ResourceGroup) : Scope.ResourceGroup,
        Ttl = Seconds,
        CnameRecord = new CnameRecordArgs { Cname = Scope.Names.Gateway.Apply(name => $"{name}{suffix}.azure-api.net") },
    }, Scope.Child());
}
