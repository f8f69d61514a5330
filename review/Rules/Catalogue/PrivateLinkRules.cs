using Platform.Review.Evaluation;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Private endpoints, and what a plan that has any keeps closed.</summary>
internal static class PrivateLinkRules
{
    private const string Endpoint = "network:PrivateEndpoint";
    private const string Zones = "https://learn.microsoft.com/azure/private-link/private-endpoint-dns";

    // What the names of a service's sub-resource end with, once they are private; by the page above
    private static readonly (string Group, string[] Zones)[] _zonesOf =
    [
        ("registry", [".azurecr.io"]), ("vault", [".vaultcore.azure.net"]),
        ("blob", [".blob.core.windows.net"]), ("file", [".file.core.windows.net"]), ("queue", [".queue.core.windows.net"]),
        ("table", [".table.core.windows.net"]),
        ("amlworkspace", [".api.azureml.ms", ".notebooks.azure.net"]), ("Gateway", [".azure-api.net"]), ("grafana", [".grafana.azure.com"]),
        ("prometheusMetrics", [".prometheus.monitor.azure.com"]), ("postgresqlServer", [".postgres.database.azure.com"]),
        ("azuremonitor",
            [".monitor.azure.com", ".oms.opinsights.azure.com", ".ods.opinsights.azure.com", ".agentsvc.azure-automation.net",
                ".blob.core.windows.net"]),
    ];

    /// <summary>Where the switch is, by type; Azure takes a missing one for on.</summary>
    internal static readonly (string Type, string Input)[] Doors =
    [
        ("keyvault:Vault", "properties.publicNetworkAccess"), ("containerregistry:Registry", "publicNetworkAccess"),
        ("storage:StorageAccount", "publicNetworkAccess"), ("monitor:AzureMonitorWorkspace", "publicNetworkAccess"),
        ("monitor:DataCollectionEndpoint", "networkAcls.publicNetworkAccess"), ("machinelearningservices:Workspace", "publicNetworkAccess"),
        ("machinelearningservices:OnlineEndpoint", "properties.publicNetworkAccess"),
        ("dbforpostgresql:Server", "network.publicNetworkAccess"),
        ("app:ManagedEnvironment", "publicNetworkAccess"),
    ];

    // What is written to a storage account besides its endpoints
    private static readonly string[] _accountServices =
        ["storage:BlobServiceProperties", "storage:FileServiceProperties", "storage:ManagementPolicy"];

    /// <summary>Switches that may stay on in a private stack, each with its reason.</summary>
    internal static readonly (string Type, string Input)[] Open =
    [
        // The way in for callers: Plan.GatewayEndpoint
        ("apimanagement:ApiManagementService", "publicNetworkAccess"),
        // The API server is private by apiServerAccessProfile: Azure.AKS.AuthorizedIPs
        ("containerservice:ManagedCluster", "publicNetworkAccess"),
        // A way out
        ("machinelearningservices:OnlineDeployment", "properties.egressPublicNetworkAccess"),
        // Services outside of the network write there, and people read from where they are; both by Entra alone:
        // Azure.AppInsights.LocalAuth
        ("applicationinsights:Component", "publicNetworkAccessForIngestion"),
        ("applicationinsights:Component", "publicNetworkAccessForQuery"),
        ("operationalinsights:Workspace", "publicNetworkAccessForIngestion"),
        ("operationalinsights:Workspace", "publicNetworkAccessForQuery"),
    ];

    // Of these, what has endpoints of its own; the others answer through the workspace that they belong to
    private static readonly string[] _reached =
    [
        "keyvault:Vault", "containerregistry:Registry", "storage:StorageAccount", "machinelearningservices:Workspace",
        "monitor:AzureMonitorWorkspace", "monitor:PrivateLinkScope",
    ];

    public static Rule[] All { get; } =
    [
        new PlanRule("Plan.PrivateEndpoint.Records", Reliability, Error,
            "A private endpoint has its records in every zone that its service answers under",
            "The service's name resolves to an address that is closed")
        {
            ReadMore = Zones,
            Violations = plan => from endpoint in plan.OfType(Endpoint)
                                 let present = ZonesAt(plan, endpoint)
                                 from missing in Expected(endpoint).DefaultIfEmpty("")
                                     .Where(zone => !present.Any(each => each.EndsWith(zone, StringComparison.OrdinalIgnoreCase)))
                                 select new Violation(
                                     InputValue.Of(endpoint), $"a PrivateDnsZoneGroup with a zone privatelink…{missing}",
                                     present is [] ? "none" : string.Join(", ", present)),
        },
        new PlanRule("Plan.PrivateEndpoint.Reached", Reliability, Error,
            "In a private stack, whatever is closed to the internet has a private endpoint", "Nobody reaches it at all")
        {
            Violations = plan => from resource in plan.IsPrivate ? _reached.SelectMany(plan.OfType) : []
                                 where !plan.OfType(Endpoint).Any(endpoint => LeadsTo(InputValue.Of(endpoint), plan.IdOf(resource)))
                                 select new Violation(InputValue.Of(resource), "a PrivateEndpoint that leads to it", "none"),
        },
        new PlanRule("Plan.PrivateEndpoint.Order", Reliability, Error,
            "Private endpoints of one account are made one after the other, after what else changes it",
            "The account takes one change at a time, and the deployment ends with the ones that it refuses")
        {
            ReadMore = "https://github.com/pulumi/pulumi-azure-native/issues/4509",
            Violations = OutOfTurn,
        },
        new PlanRule("Plan.PublicAccess", Security, Error, "In a private stack, no service is public as well",
            "The private endpoint is one door, and the other stands open")
        {
            Violations = plan =>
                from value in plan.IsPrivate
                    ? Doors.SelectMany(door => plan.OfType(door.Type).Select(each => InputValue.Of(each).At(door.Input)))
                        .Concat(OtherDoors(plan))
                    : []
                                 where !value.IsAnyOf("Disabled", "SecuredByPerimeter")
                                 select new Violation(value, "'Disabled'"),
        },
    ];

    // Those of one account must wait for each other, in whatever order, and for the services that the account is configured by
    private static IEnumerable<Violation> OutOfTurn(PlanUnderReview plan)
    {
        var accounts = plan.OfType(Endpoint).ToLookup(
            endpoint => Connections(InputValue.Of(endpoint)).Select(each => each.At("privateLinkServiceId").Text).FirstOrDefault(""),
            StringComparer.OrdinalIgnoreCase);
        foreach (var account in accounts.Where(account => account.Count() > 1))
        {
            var services = _accountServices.SelectMany(plan.OfType)
                .Where(service => plan.IdOf(service).StartsWith($"{account.Key}/", StringComparison.OrdinalIgnoreCase)).ToArray();
            PlannedResource[] waiting = [.. account];
            foreach (var (endpoint, others) in waiting.Select((each, index) => (each, waiting[..index])))
                foreach (var other in others.Where(other => !Waits(plan, endpoint, other) && !Waits(plan, other, endpoint)))
                    yield return new(InputValue.Of(endpoint), $"to depend on {other.Path}, or the other way round", "neither");
            foreach (var (endpoint, service) in from each in waiting from service in services select (each, service))
                if (!Waits(plan, endpoint, service))
                    yield return new(InputValue.Of(endpoint), $"to depend on {service.Path}", "nothing of the kind");
        }
    }

    private static bool Waits(PlanUnderReview plan, PlannedResource resource, PlannedResource other)
    {
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal), new Stack<PlannedResource>([resource]));
        while (next.TryPop(out var at))
        {
            // The records of an endpoint wait for it by its name alone
            var needed = plan.Resources.Where(each => at.Options.DependsOn?.Contains(each.Path) is true
                || at.Type.EndsWith(":PrivateDnsZoneGroup", StringComparison.Ordinal)
                    && plan.ChildrenOf(each, "network:PrivateDnsZoneGroup").Contains(at));
            foreach (var each in needed.Where(each => seen.Add(each.Path)))
                next.Push(each);
        }

        return seen.Contains(other.Path);
    }

    // What has the switch without being listed above; the gateway is the one door that is meant to be open, and egress is a way out
    private static IEnumerable<InputValue> OtherDoors(PlanUnderReview plan)
        => from resource in plan.Resources
           let type = PlanUnderReview.NameOf(resource)
           where type != "apimanagement:ApiManagementService" && !Doors.Any(door => door.Type == type)
           from value in InputValue.Of(resource).Everything
           where value.Path.EndsWith("publicNetworkAccess", StringComparison.OrdinalIgnoreCase)
               && !value.Path.EndsWith("egressPublicNetworkAccess", StringComparison.Ordinal)
           select value;

    private static IEnumerable<string> Expected(PlannedResource endpoint)
        => from connection in Connections(InputValue.Of(endpoint))
           from id in connection.All("groupIds[*]")
           from zone in _zonesOf.Where(each => id.Is(each.Group)).SelectMany(each => each.Zones)
           select zone;

    private static string[] ZonesAt(PlanUnderReview plan, PlannedResource endpoint)
        => [.. plan.ChildrenOf(endpoint, "network:PrivateDnsZoneGroup")
            .SelectMany(group => InputValue.Of(group).All("privateDnsZoneConfigs[*]"))
            .Select(zone => ArmId.NameIn(zone.At("privateDnsZoneId").Text))];

    private static bool LeadsTo(InputValue endpoint, string id)
        => Connections(endpoint).Any(connection => connection.At("privateLinkServiceId").Is(id));

    private static IEnumerable<InputValue> Connections(InputValue endpoint)
        => endpoint.All("privateLinkServiceConnections[*]").Concat(endpoint.All("manualPrivateLinkServiceConnections[*]"));
}
