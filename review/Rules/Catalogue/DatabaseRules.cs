using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Database for PostgreSQL, flexible server.</summary>
internal static class DatabaseRules
{
    private static readonly Part[] _server = [new("dbforpostgresql:Server")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.PostgreSQL.AAD", Security, Error, "The server takes identities of Entra",
            "Who did something is then nobody in particular")
            { Of = _server, Input = "authConfig.activeDirectoryAuth", Expected = Expect.OneOf("Enabled") },
        new InputRule("Azure.PostgreSQL.AADOnly", Security, Error, "The server takes identities of Entra and no passwords",
            "A password opens everything, for everyone who ever saw it")
            { Of = _server, Input = "authConfig.passwordAuth", Expected = Expect.OneOf("Disabled") },
        new InputRule("Azure.PostgreSQL.AllowAzureAccess", Security, Error, "The server is closed to machines of other customers of Azure",
            "A leaked token works from any of them")
        {
            Of = [new("dbforpostgresql:FirewallRule")], Input = "startIpAddress", Expected = Expect.NoneOf("0.0.0.0"),
        },
        new InputRule("Azure.PostgreSQL.GeoRedundantBackup", Reliability, Warning, "Backups are in the paired region too",
            "The region's outage takes them along; it cannot be switched on later")
            { Of = _server, Input = "backup.geoRedundantBackup", Expected = Expect.OneOf("Enabled") },
        new InputRule("Azure.PostgreSQL.MaintenanceWindow", Reliability, Warning, "Azure maintains the server at a time that is given",
            "It is restarted when it is busy")
            { Of = _server, Input = "maintenanceWindow.customWindow", Expected = Expect.OneOf("Enabled") },
        new InputRule("Azure.PostgreSQL.ZoneRedundantHA", Reliability, Warning, "Another server stands by in another zone",
            "One building's outage is the database's")
            { Of = _server, Input = "highAvailability.mode", Expected = Expect.OneOf("ZoneRedundant") },
        new PlanRule("Plan.PostgreSQL.Tls", Security, Error, "The server takes TLS 1.3 alone",
            "What it says can be read by whoever breaks an older one")
            { Violations = OldTls },
        new PlanRule("Plan.Usage.Unchanged", Security, Error, "What servers ship their usage to can be appended to, and not changed",
            "Whoever may write can change what customers are billed")
            { Violations = ChangeableUsage },
    ];

    private static IEnumerable<Violation> OldTls(PlanUnderReview plan)
        => from server in _server[0].In(plan)
           let set = plan.ChildrenOf(server.Resource, "dbforpostgresql:Configuration").Select(InputValue.Of)
               .FirstOrDefault(setting => setting.At("configurationName").Is("ssl_min_protocol_version"))
           where set is null || !set.At("value").Is("TLSv1.3")
           select new Violation(server, "'TLSv1.3'", set is null ? "no ssl_min_protocol_version" : set.At("value").Quoted);

    private static IEnumerable<Violation> ChangeableUsage(PlanUnderReview plan)
    {
        var shipped = plan.OfType("Deployment").SelectMany(
                deployment => InputValue.Of(deployment).All("spec.template.spec.containers[*].env[*]"))
            .Where(variable => variable.At("name").Is("Usage__ShipTo")).Select(variable => variable.At("value").Text.Split('/')[^1])
            .ToHashSet();
        return from container in new Part("storage:BlobContainer").In(plan)
               where shipped.Contains(container.At("containerName").Text)
               let policies = plan.ChildrenOf(container.Resource, "storage:BlobContainerImmutabilityPolicy").Select(InputValue.Of)
               where !policies.Any(policy => policy.At("allowProtectedAppendWrites").IsTrue)
               select new Violation(container, "an immutability policy with allowProtectedAppendWrites", "no policy");
    }
}
