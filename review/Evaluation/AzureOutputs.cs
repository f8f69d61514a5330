using System.Collections.Immutable;
using Platform.Review.Secrets;

namespace Platform.Review.Evaluation;

/// <summary>What Azure adds to a resource when it exists, as far as programs read it; all of it follows from the id.</summary>
internal static class AzureOutputs
{
    public static ImmutableDictionary<string, object> Of(string token, string id)
    {
        var name = ArmId.NameIn(id);
        return token["azure-native:".Length..] switch
        {
            "apimanagement:ApiManagementService" => Outputs.Of(
                ("gatewayUrl", $"https://{name}.azure-api.net"),
                ("developerPortalUrl", $"https://{name}.developer.azure-api.net"),
                ("managementApiUrl", $"https://{name}.management.azure-api.net"),
                ("privateIPAddresses", ImmutableArray.Create<object>("10.255.255.5")),
                ("identity", Identity(id))),
            "apimanagement:Subscription" => Outputs.Of(
                ("primaryKey", Placeholder.For($"{name}-primary")), ("secondaryKey", Placeholder.For($"{name}-secondary"))),
            "applicationinsights:Component" => Outputs.Of(
                // When a plan becomes real is not known; the first day that any budget can begin
                ("creationDate", "2017-06-01T00:00:00+00:00"),
                ("instrumentationKey", Deterministic.Guid(id)),
                ("appId", Deterministic.Guid($"{id}/app")),
                ("connectionString",
                    $"InstrumentationKey={Deterministic.Guid(id)};IngestionEndpoint=https://plan.in.applicationinsights.azure.com/")),
            "containerregistry:Registry" => Outputs.Of(("loginServer", $"{name}.azurecr.io"), ("identity", Identity(id))),
            "containerservice:ManagedCluster" => Cluster(id, name),
            "dataprotection:BackupVault" => Outputs.Of(("identity", Identity(id))),
            "dbforpostgresql:Server" => Outputs.Of(("fullyQualifiedDomainName", $"{name}.postgres.database.azure.com")),
            "dns:Zone" => Outputs.Of(("nameServers", ImmutableArray.Create<object>("ns1-00.azure-dns.com.", "ns2-00.azure-dns.net."))),
            "keyvault:Vault" => Outputs.Of(("properties", Outputs.Of(("vaultUri", $"https://{name}.vault.azure.net/")))),
            "keyvault:Secret" => Outputs.Of(("properties", Outputs.Of(
                ("secretUri", VaultUri(id, "secrets")), ("secretUriWithVersion", VaultUri(id, "secrets"))))),
            "keyvault:Key" => Outputs.Of(("keyUri", VaultUri(id, "keys")), ("keyUriWithVersion", VaultUri(id, "keys"))),
            "kubernetesconfiguration:Extension" => Outputs.Of(("aksAssignedIdentity", Identity(id))),
            "machinelearningservices:BatchEndpoint" => Outputs.Of(("identity", Identity(id))),
            "machinelearningservices:OnlineEndpoint" => Outputs.Of(
                ("identity", Identity(id)),
                ("properties", Outputs.Of(("scoringUri", $"https://{name}.plan.inference.ml.azure.com/score")))),
            "machinelearningservices:ServerlessEndpoint" => Outputs.Of(
                ("properties", Outputs.Of(("inferenceEndpoint", Outputs.Of(("uri", $"https://{name}.plan.models.ai.azure.com")))))),
            "machinelearningservices:Workspace" => Outputs.Of(("workspaceId", Deterministic.Guid(id)), ("identity", Identity(id))),
            "managedidentity:UserAssignedIdentity" => Outputs.Of(
                ("clientId", Deterministic.Guid($"{id}/client")), ("principalId", PrincipalId(id)), ("tenantId", Tenant.TenantId)),
            "monitor:AzureMonitorWorkspace" => Monitor(id, name),
            "monitor:DataCollectionEndpoint" => Outputs.Of(
                ("metricsIngestion", Outputs.Of(("endpoint", $"https://{name}.metrics.ingest.monitor.azure.com"))),
                ("logsIngestion", Outputs.Of(("endpoint", $"https://{name}.ingest.monitor.azure.com")))),
            "monitor:DataCollectionRule" => Outputs.Of(("immutableId", $"dcr-{Deterministic.Hex(id, 32)}")),
            "network:AzureFirewall" => Outputs.Of(("ipConfigurations", Firewall())),
            "network:PublicIPAddress" => Outputs.Of(("ipAddress", Address(id))),
            "operationalinsights:Workspace" => Outputs.Of(("customerId", Deterministic.Guid(id))),
            "resources:Deployment" => Outputs.Of(("properties", Outputs.Of(("outputs", Outputs.Of(("run", Build(id))))))),
            "storage:StorageAccount" => Outputs.Of(("primaryEndpoints", Endpoints(name)), ("identity", Identity(id))),
            _ => ImmutableDictionary<string, object>.Empty,
        };
    }

    // What a template says of a build of an image, where it is of one
    private static ImmutableDictionary<string, object> Build(string id) => Outputs.Of(("value", Outputs.Of(("properties", Outputs.Of(
        ("runId", "plan"),
        ("status", "Succeeded"),
        ("outputImages", ImmutableArray.Create<object>(Outputs.Of(("digest", $"sha256:{Deterministic.Hex(id, 64)}")))))))));

    private static ImmutableDictionary<string, object> Cluster(string id, string name) => Outputs.Of(
        ("fqdn", $"{name}.hcp.plan.azmk8s.io"),
        ("privateFQDN", $"{name}.privatelink.plan.azmk8s.io"),
        ("nodeResourceGroup", $"{name}-nodes"),
        ("identity", Identity(id)),
        (
            "oidcIssuerProfile",
            Outputs.Of(("issuerURL", $"https://plan.oic.prod-aks.azure.com/{Tenant.TenantId}/{Deterministic.Guid(id)}/"))),
        ("identityProfile", Outputs.Of(("kubeletidentity", Outputs.Of(
            ("resourceId", $"{id}-agentpool"),
            ("clientId", Deterministic.Guid($"{id}/kubelet/client")),
            ("objectId", Deterministic.Guid($"{id}/kubelet")))))));

    private static ImmutableDictionary<string, object> Monitor(string id, string name) => Outputs.Of(
        ("accountId", Deterministic.Guid(id)),
        ("metrics", Outputs.Of(("prometheusQueryEndpoint", $"https://{name}.plan.prometheus.monitor.azure.com"))),
        ("defaultIngestionSettings", Outputs.Of(
            ("dataCollectionEndpointResourceId", $"{id}/providers/Microsoft.Insights/dataCollectionEndpoints/{name}"),
            ("dataCollectionRuleResourceId", $"{id}/providers/Microsoft.Insights/dataCollectionRules/{name}"))));

    private static ImmutableDictionary<string, object> Identity(string id)
        => Outputs.Of(("principalId", PrincipalId(id)), ("tenantId", Tenant.TenantId));

    private static ImmutableDictionary<string, object> Endpoints(string account) => Outputs.Of(
        [.. from service in new[] { "blob", "dfs", "file", "queue", "table" }
            select (service, (object)$"https://{account}.{service}.core.windows.net/")]);

    private static ImmutableArray<object> Firewall() => [Outputs.Of(("name", "plan"), ("privateIPAddress", "10.255.255.4"))];

    private static string VaultUri(string id, string kind) => $"https://{id.Split('/')[8]}.vault.azure.net/{kind}/{ArmId.NameIn(id)}";

    /// <param name="id">Of whatever has an identity.</param>
    public static string PrincipalId(string id) => Deterministic.Guid($"{id}/principal");

    // 198.18.0.0/15 is nobody's: https://www.rfc-editor.org/rfc/rfc2544
    private static string Address(string id)
        => $"198.18.{Convert.ToByte(Deterministic.Hex(id, 2), 16)}.{Convert.ToByte(Deterministic.Hex(id, 4)[2..], 16)}";
}
