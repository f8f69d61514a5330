using System.Collections.Concurrent;

namespace Platform.Review.Values;

/// <summary>
/// The lists that are sets, by kind and property. Of any other list the order counts: parts of a page are read from the top, rules
/// are run one after the other, and nobody knows what an unknown list means.
/// </summary>
internal static class SetLists
{
    private const string Zones = "https://learn.microsoft.com/azure/reliability/availability-zones-overview";
    private const string Groups = "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules";
    private const string Alerts = "https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types";
    private const string Applications = "https://learn.microsoft.com/graph/api/resources/application";
    private const string Policies = "https://kubernetes.io/docs/concepts/services-networking/network-policies/";
    private const string Pods = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/";
    private const string Templates = "https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency";
    private const string Gateways = "https://learn.microsoft.com/rest/api/apimanagement/api-management-service";

    public static IReadOnlyList<SetList> All { get; } =
    [
        new(Zones, "azure-native:*", "zones", "availabilityZones", "agentPoolProfiles.availabilityZones"),
        new("https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview", "azure-native:*",
            "identity.userAssignedIdentities"),
        new(Groups, "azure-native:network:NetworkSecurityGroup", "securityRules", "securityRules.sourceAddressPrefixes",
            "securityRules.destinationAddressPrefixes", "securityRules.sourcePortRanges", "securityRules.destinationPortRanges"),
        new(Groups, "azure-native:network:SecurityRule", "sourceAddressPrefixes", "destinationAddressPrefixes", "sourcePortRanges",
            "destinationPortRanges"),
        new("https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview#how-azure-selects-a-route",
            "azure-native:network:RouteTable", "routes"),
        new("https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq", "azure-native:network:VirtualNetwork",
            "addressSpace.addressPrefixes", "subnets", "subnets.serviceEndpoints", "subnets.delegations"),
        new("https://learn.microsoft.com/azure/private-link/private-endpoint-overview", "azure-native:network:PrivateEndpoint",
            "privateLinkServiceConnections", "privateLinkServiceConnections.groupIds", "ipConfigurations"),
        new("https://learn.microsoft.com/azure/private-link/private-endpoint-dns", "azure-native:network:PrivateDnsZoneGroup",
            "privateDnsZoneConfigs"),
        new("https://learn.microsoft.com/azure/dns/dns-zones-records#record-sets", "azure-native:privatedns:PrivateRecordSet", "aRecords"),
        new("https://learn.microsoft.com/azure/aks/use-node-taints", "azure-native:containerservice:*", "nodeTaints",
            "agentPoolProfiles.nodeTaints", "agentPoolProfiles"),
        new("https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges", "azure-native:containerservice:ManagedCluster",
            "apiServerAccessProfile.authorizedIPRanges", "aadProfile.adminGroupObjectIDs"),
        new("https://learn.microsoft.com/graph/api/resources/federatedidentitycredential",
            "azure-native:managedidentity:FederatedIdentityCredential", "audiences"),
        new($"{Gateways}/create-or-update", "azure-native:apimanagement:ApiManagementService", "certificates", "additionalLocations",
            "hostnameConfigurations"),
        new("https://learn.microsoft.com/rest/api/apimanagement/apis/create-or-update", "azure-native:apimanagement:Api", "protocols"),
        new("https://learn.microsoft.com/rest/api/apimanagement/named-value/create-or-update", "azure-native:apimanagement:NamedValue",
            "tags"),
        new("https://learn.microsoft.com/azure/api-management/backends#circuit-breaker", "azure-native:apimanagement:Backend",
            "circuitBreaker.rules", "circuitBreaker.rules.failureCondition.statusCodeRanges"),
        new("https://learn.microsoft.com/azure/api-management/diagnostic-logs-reference", "azure-native:apimanagement:*",
            "frontend.request.headers", "frontend.response.headers", "backend.request.headers", "backend.response.headers"),
        new("https://learn.microsoft.com/azure/azure-monitor/app/availability-overview", "azure-native:applicationinsights:WebTest",
            "locations"),
        new("https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update", "azure-native:consumption:Budget",
            [.. from notification in new[] { "actual-80", "actual-100", "forecast-100" }
                from list in new[] { "contactEmails", "contactGroups", "contactRoles" }
                select $"notifications.{notification}.{list}"]),
        new("https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups", "azure-native:monitor:ActionGroup", "emailReceivers",
            "smsReceivers", "webhookReceivers", "armRoleReceivers"),
        new(Alerts, "azure-native:monitor:ActivityLogAlert", "scopes", "actions.actionGroups", "condition.allOf", "condition.allOf.anyOf"),
        new(Alerts, "azure-native:monitor:MetricAlert", "scopes", "actions", "criteria.allOf", "criteria.allOf.dimensions",
            "criteria.allOf.dimensions.values"),
        new(Alerts, "azure-native:monitor:ScheduledQueryRule", "scopes", "actions.actionGroups", "criteria.allOf",
            "criteria.allOf.dimensions", "criteria.allOf.dimensions.values"),
        // Of a group's rules the order counts: each may use what the one before it recorded
        new("https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups",
            "azure-native:alertsmanagement:PrometheusRuleGroup", "scopes", "rules.actions"),
        new("https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings", "azure-native:monitor:DiagnosticSetting",
            "logs", "metrics"),
        new("https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-rule-structure",
            "azure-native:monitor:DataCollectionRule", "dataFlows", "dataFlows.streams", "dataFlows.destinations", "dataSources.extensions",
            "dataSources.extensions.streams", "dataSources.prometheusForwarder", "dataSources.prometheusForwarder.streams",
            "destinations.logAnalytics", "destinations.monitoringAccounts"),
        new(Templates, "azure-native:resources:Deployment", "properties.template.resources", "properties.template.resources.dependsOn",
            "properties.template.resources.properties.template.resources"),
        new("https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview", "azure-native:storage:ManagementPolicy",
            "policy.rules", "policy.rules.definition.filters.blobTypes", "policy.rules.definition.filters.prefixMatch"),
        new("https://learn.microsoft.com/azure/storage/common/storage-network-security", "azure-native:storage:StorageAccount",
            "networkRuleSet.ipRules", "networkRuleSet.virtualNetworkRules", "networkRuleSet.resourceAccessRules"),
        new("https://learn.microsoft.com/azure/key-vault/general/network-security", "azure-native:keyvault:Vault",
            "properties.networkAcls.ipRules", "properties.networkAcls.virtualNetworkRules", "properties.accessPolicies"),
        new(Applications, "azuread:index/application:Application", "appRoles", "appRoles.allowedMemberTypes", "owners", "tags",
            "api.oauth2PermissionScopes", "identifierUris", "requiredResourceAccesses", "requiredResourceAccesses.resourceAccesses",
            "web.redirectUris", "spa.redirectUris"),
        new(Applications, "azuread:index/servicePrincipal:ServicePrincipal", "owners", "tags"),
        new("https://learn.microsoft.com/graph/api/resources/group", "azuread:index/group:Group", "owners", "members"),
        // Of a container's variables the order counts: $(NAME) is what was defined before it
        new(Pods, "kubernetes:*", "spec.template.spec.volumes", "spec.template.spec.containers.ports",
            "spec.template.spec.containers.volumeMounts", "spec.template.spec.containers.securityContext.capabilities.add",
            "spec.template.spec.containers.securityContext.capabilities.drop", "spec.template.spec.tolerations",
            "spec.template.spec.topologySpreadConstraints"),
        new("https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/", "kubernetes:core/v1:Service", "spec.ports",
            "spec.loadBalancerSourceRanges"),
        new("https://kubernetes.io/docs/concepts/policy/limit-range/", "kubernetes:core/v1:LimitRange", "spec.limits"),
        new(Policies, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "spec.policyTypes", "spec.ingress", "spec.ingress.from",
            "spec.ingress.ports", "spec.egress", "spec.egress.to", "spec.egress.ports"),
        new("https://kubernetes.io/docs/reference/access-authn-authz/rbac/", "kubernetes:rbac.authorization.k8s.io/v1:*", "rules",
            "rules.apiGroups", "rules.resources", "rules.resourceNames", "rules.verbs", "subjects"),
    ];

    // Pulumi's own: https://www.pulumi.com/docs/iac/concepts/options/
    private static readonly string[] _ofOptions =
        ["dependsOn", "ignoreChanges", "replaceOnChanges", "replaceWith", "hideDiffs", "additionalSecretOutputs"];

    private static readonly ConcurrentDictionary<(string Type, string Schema), bool> _known = new();

    public static bool Has(string type, PropertyPath path) => _known.GetOrAdd(
        (type, path.Schema),
        list => (list.Schema.StartsWith("options.", StringComparison.Ordinal) && _ofOptions.Contains(list.Schema["options.".Length..]))
            || All.Any(set => set.Has(list.Type, list.Schema)));
}
