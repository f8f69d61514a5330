namespace Platform.Review.Azure.Kinds;

/// <summary>PostgreSQL servers.</summary>
internal static class DatabaseKinds
{
    private const string Postgres = "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/postgresql/flexible-server/";

    public static Kind[] All { get; } =
    [
        new("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra") { Path = Postgres + "/administrators/{objectId}", Free = Pricing },
        new("azure-native:dbforpostgresql:Configuration") { Path = Postgres + "/configurations/{configurationName}", Free = Pricing },
        new("azure-native:dbforpostgresql:Database")
        {
            Path = Postgres + "/databases/{databaseName}",
            Holds = Holding.Lasting,
            Free = Pricing,
            // https://www.postgresql.org/docs/current/sql-alterdatabase.html has nothing for either
            Fixed = ["charset", "collation"],
        },
        new("azure-native:dbforpostgresql:FirewallRule") { Path = Postgres + "/firewallRules/{firewallRuleName}", Free = Pricing },
        new("azure-native:dbforpostgresql:Server")
        {
            Path = Postgres,
            Holds = Holding.Lasting,
            Refused =
            [
                new(
                    "administratorLogin", (before, _) => before is not null,
                    "the login is for life: set it back (https://learn.microsoft.com/rest/api/postgresql/servers/create-or-update)"),
                new(
                    "backup.geoRedundantBackup", (_, _) => true,
                    "it is chosen when a server is made: make another one, and restore into it "
                        + "(https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore)"),
                new(
                    "storage.storageSizeGB", (before, after) => Value.Number(after) < Value.Number(before),
                    "storage only grows: set it back (https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-storage)"),
                new(
                    "version", (before, after) => Value.Number(after) < Value.Number(before),
                    "there is no way back to an older version: make another one "
                        + "(https://learn.microsoft.com/azure/postgresql/upgrade/concepts-major-version-upgrade)"),
            ],
        },
    ];
}
