using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.DBforPostgreSQL;
using Pulumi.AzureNative.DBforPostgreSQL.Inputs;

namespace Platform.Infra.Billing;

/// <summary>
/// The PostgreSQL server of billing: Entra identities and no passwords, in private networks by a private endpoint alone.
/// https://learn.microsoft.com/azure/postgresql/flexible-server/overview
/// </summary>
internal sealed class BillingDatabase : PlatformComponent
{
    private const string Name = "billing";

    // The last change of the server, as it takes one at a time
    private Resource _last;

    public BillingDatabase(string name, BillingDatabaseArgs args, ComponentResourceOptions? options = null)
        : base("Database", name, args.Scope, options)
    {
        var settings = args.Settings;
        Server = DeclareServer(settings, args.Network);
        _last = Server;
        Next(options => new Database("database", new()
        {
            DatabaseName = Name,
            ServerName = Server.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Charset = "UTF8",
            Collation = "en_US.utf8",
        }, options), lasts: true);
        Set("ssl_min_protocol_version", "TLSv1.3");
        // Whoever connects is on record, by name
        Set("log_connections", "on");
        var billing = args.Identities.Billing!;
        Administrator("billing-owns-database", billing.Name, billing.PrincipalId, "ServicePrincipal");
        // Whoever administers the cluster can be billing; by name, so that what he does is seen to be his
        Administrator("admins-own-database", args.Admins.Group.DisplayName, args.Admins.Group.ObjectId, "Group");
        if (args.Network.IsPrivate)
            _last = PrivateEndpoints.Add(
                Scope, args.Network, new("database", Server.Id, "postgresqlServer", PrivateZones.Database), _last);
        else
            Next(options => LetAzureIn(Scope, options));
        Diagnostics.Send(Scope, "database", Server.Id, args.Monitoring);
        ConnectionString = Output.Format(
            $"Host={Server.FullyQualifiedDomainName};Database={Name};Username={billing.Name};SSL Mode=VerifyFull");
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["serverId"] = Server.Id,
            ["connectionString"] = ConnectionString,
        });
    }

    public Server Server { get; }

    /// <summary>Without a password: the identity's token is one.</summary>
    public Output<string> ConnectionString { get; }

    /// <summary>Done when the database can be used.</summary>
    public Resource Ready => _last;

    private Server DeclareServer(DatabaseSettings settings, PlatformNetwork network)
    {
        var options = Lasting();
        // Azure moves these: the disk grows by itself, and after a failover the standby's zone is the server's
        options.IgnoreChanges.AddRange(["storage.storageSizeGB", "availabilityZone", "highAvailability.standbyAvailabilityZone"]);
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromHours(1), Update = TimeSpan.FromHours(1) };
        return new("server", new()
        {
            ServerName = Scope.Names.Database,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            Version = PostgresMajorVersion.PostgresMajorVersion_17,
            Sku = new SkuArgs { Name = settings.Size, Tier = settings.Tier },
            Storage = new StorageArgs { StorageSizeGB = settings.Gigabytes, AutoGrow = StorageAutoGrow.Enabled },
            AuthConfig = new AuthConfigArgs
            {
                ActiveDirectoryAuth = MicrosoftEntraAuth.Enabled,
                PasswordAuth = PasswordBasedAuth.Disabled,
                TenantId = Scope.TenantId,
            },
            AvailabilityZone = settings.Zone.Length > 0 ? (Input<string>)settings.Zone : null,
            HighAvailability = new HighAvailabilityArgs
            {
                Mode = settings.Standby switch
                {
                    DatabaseStandby.ZoneRedundant => PostgreSqlFlexibleServerHighAvailabilityMode.ZoneRedundant,
                    DatabaseStandby.SameZone => PostgreSqlFlexibleServerHighAvailabilityMode.SameZone,
                    _ => PostgreSqlFlexibleServerHighAvailabilityMode.Disabled,
                },
                // Azure's choice; the package says the empty zone where nothing is said
                StandbyAvailabilityZone = null,
            },
            Backup = new BackupArgs
            {
                BackupRetentionDays = settings.BackupDays,
                GeoRedundantBackup = settings.GeoBackup ? GeographicallyRedundantBackup.Enabled : GeographicallyRedundantBackup.Disabled,
            },
            Network = new NetworkArgs
            {
                PublicNetworkAccess = network.IsPrivate ? ServerPublicNetworkAccessState.Disabled : ServerPublicNetworkAccessState.Enabled,
            },
            // Sundays from 02:00 UTC, as the nodes
            MaintenanceWindow = new MaintenanceWindowArgs { CustomWindow = "Enabled", DayOfWeek = 0, StartHour = 2, StartMinute = 0 },
        }, options);
    }

    private void Set(string name, string value) => Next(options => new Configuration(name.Replace('_', '-'), new()
    {
        ConfigurationName = name,
        ServerName = Server.Name,
        ResourceGroupName = Scope.ResourceGroup,
        Source = "user-override",
        Value = value,
    }, options));

    // Who may do all on the server, which holds nothing but billing's database. Not the package's enum, whose values are another API's
    private void Administrator(string name, Input<string> principal, Output<string> id, string type)
        => Next(options => new AdministratorsMicrosoftEntra(name, new()
        {
            ObjectId = id,
            PrincipalName = principal,
            PrincipalType = type,
            ServerName = Server.Name,
            ResourceGroupName = Scope.ResourceGroup,
            TenantId = Scope.TenantId,
        }, options));

    // The nodes of a public stack have changing addresses; the rule of this range means all of Azure's own, and Entra decides who gets in
    // https://learn.microsoft.com/azure/postgresql/network/how-to-networking-servers-deployed-public-access-add-firewall-rules
    private FirewallRule LetAzureIn(PlatformScope scope, CustomResourceOptions options) => new("azure", new()
    {
        FirewallRuleName = "azure",
        ServerName = Server.Name,
        ResourceGroupName = scope.ResourceGroup,
        StartIpAddress = "0.0.0.0",
        EndIpAddress = "0.0.0.0",
    }, options);

    private void Next(Func<CustomResourceOptions, Resource> declare, bool lasts = false)
        => _last = declare(lasts ? Lasting(_last) : Child(_last));
}
