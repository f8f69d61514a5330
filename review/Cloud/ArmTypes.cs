using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Platform.Review.Cloud;

/// <summary>
/// The path of each azure-native type in Azure Resource Manager: below a resource group, or from the root where it begins with a
/// slash. <c>{input}</c> is the input of that name; <c>{input=x}</c> is x where the input is left out.
/// Sources: the resource types of https://learn.microsoft.com/azure/templates.
/// </summary>
internal static partial class ArmTypes
{
    private const string Apim = "Microsoft.ApiManagement/service/{serviceName}";
    private const string Api = Apim + "/apis/{apiId}";
    private const string Product = Apim + "/products/{productId}";
    private const string Postgres = "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}";
    private const string Registry = "Microsoft.ContainerRegistry/registries/{registryName}";
    private const string Cluster = "Microsoft.ContainerService/managedClusters/{resourceName}";
    private const string Vault = "Microsoft.KeyVault/vaults/{vaultName}";
    private const string Ml = "Microsoft.MachineLearningServices/workspaces/{workspaceName}";
    private const string Logs = "Microsoft.OperationalInsights/workspaces/{workspaceName}";
    private const string Zone = "Microsoft.Network/privateDnsZones/{privateZoneName}";
    private const string Storage = "Microsoft.Storage/storageAccounts/{accountName}";
    private const string Blobs = Storage + "/blobServices/{blobServicesName=default}";
    private const string Files = Storage + "/fileServices/{fileServicesName=default}";

    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["alertsmanagement:AlertProcessingRuleByName"] = "Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}",
        ["alertsmanagement:PrometheusRuleGroup"] = "Microsoft.AlertsManagement/prometheusRuleGroups/{ruleGroupName}",
        ["alertsmanagement:SmartDetectorAlertRule"] = "Microsoft.AlertsManagement/smartDetectorAlertRules/{alertRuleName}",
        ["apimanagement:Api"] = Api,
        ["apimanagement:ApiDiagnostic"] = Api + "/diagnostics/{diagnosticId}",
        ["apimanagement:ApiManagementService"] = Apim,
        ["apimanagement:ApiOperation"] = Api + "/operations/{operationId}",
        ["apimanagement:ApiOperationPolicy"] = Api + "/operations/{operationId}/policies/{policyId=policy}",
        ["apimanagement:ApiPolicy"] = Api + "/policies/{policyId=policy}",
        ["apimanagement:ApiRelease"] = Api + "/releases/{releaseId}",
        ["apimanagement:ApiSchema"] = Api + "/schemas/{schemaId}",
        ["apimanagement:ApiVersionSet"] = Apim + "/apiVersionSets/{versionSetId}",
        ["apimanagement:Backend"] = Apim + "/backends/{backendId}",
        ["apimanagement:Cache"] = Apim + "/caches/{cacheId}",
        ["apimanagement:Certificate"] = Apim + "/certificates/{certificateId}",
        ["apimanagement:Diagnostic"] = Apim + "/diagnostics/{diagnosticId}",
        ["apimanagement:Group"] = Apim + "/groups/{groupId}",
        ["apimanagement:IdentityProvider"] = Apim + "/identityProviders/{identityProviderName}",
        ["apimanagement:Logger"] = Apim + "/loggers/{loggerId}",
        ["apimanagement:NamedValue"] = Apim + "/namedValues/{namedValueId}",
        ["apimanagement:Policy"] = Apim + "/policies/{policyId=policy}",
        ["apimanagement:PolicyFragment"] = Apim + "/policyFragments/{id}",
        ["apimanagement:Product"] = Product,
        ["apimanagement:ProductApi"] = Product + "/apis/{apiId}",
        ["apimanagement:ProductGroup"] = Product + "/groups/{groupId}",
        ["apimanagement:ProductPolicy"] = Product + "/policies/{policyId=policy}",
        ["apimanagement:Subscription"] = Apim + "/subscriptions/{sid}",
        ["apimanagement:Tag"] = Apim + "/tags/{tagId}",
        ["app:Job"] = "Microsoft.App/jobs/{jobName}",
        ["app:ManagedEnvironment"] = "Microsoft.App/managedEnvironments/{environmentName}",
        ["applicationinsights:Component"] = "Microsoft.Insights/components/{resourceName}",
        ["applicationinsights:WebTest"] = "Microsoft.Insights/webtests/{webTestName}",
        ["applicationinsights:Workbook"] = "Microsoft.Insights/workbooks/{resourceName}",
        ["authorization:ManagementLockByScope"] = "/{scope}/providers/Microsoft.Authorization/locks/{lockName}",
        ["authorization:PolicyAssignment"] = "/{scope}/providers/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
        ["authorization:RoleAssignment"] = "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
        ["authorization:RoleDefinition"] = "/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
        ["consumption:Budget"] = "/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
        ["costmanagement:Budget"] = "/{scope}/providers/Microsoft.CostManagement/budgets/{budgetName}",
        ["containerregistry:AgentPool"] = Registry + "/agentPools/{agentPoolName}",
        ["containerregistry:CacheRule"] = Registry + "/cacheRules/{cacheRuleName}",
        ["containerregistry:Registry"] = Registry,
        ["containerregistry:Replication"] = Registry + "/replications/{replicationName}",
        ["containerregistry:ScopeMap"] = Registry + "/scopeMaps/{scopeMapName}",
        ["containerregistry:TaskRun"] = Registry + "/taskRuns/{taskRunName}",
        ["containerservice:AgentPool"] = Cluster + "/agentPools/{agentPoolName}",
        ["containerservice:MaintenanceConfiguration"] = Cluster + "/maintenanceConfigurations/{configName}",
        ["containerservice:ManagedCluster"] = Cluster,
        ["dbforpostgresql:AdministratorsMicrosoftEntra"] = Postgres + "/administrators/{objectId}",
        ["dbforpostgresql:Configuration"] = Postgres + "/configurations/{configurationName}",
        ["dbforpostgresql:Database"] = Postgres + "/databases/{databaseName}",
        ["dbforpostgresql:FirewallRule"] = Postgres + "/firewallRules/{firewallRuleName}",
        ["dbforpostgresql:Server"] = Postgres,
        ["dashboard:Grafana"] = "Microsoft.Dashboard/grafana/{workspaceName}",
        ["dns:RecordSet"] = "Microsoft.Network/dnsZones/{zoneName}/{recordType}/{relativeRecordSetName}",
        ["dns:Zone"] = "Microsoft.Network/dnsZones/{zoneName}",
        ["keyvault:Key"] = Vault + "/keys/{keyName}",
        ["keyvault:Secret"] = Vault + "/secrets/{secretName}",
        ["keyvault:Vault"] = Vault,
        ["kubernetesconfiguration:Extension"] =
            "{clusterRp}/{clusterResourceName}/{clusterName}/providers/Microsoft.KubernetesConfiguration/extensions/{extensionName}",
        ["logic:Workflow"] = "Microsoft.Logic/workflows/{workflowName}",
        ["machinelearningservices:BatchDeployment"] = Ml + "/batchEndpoints/{endpointName}/deployments/{deploymentName}",
        ["machinelearningservices:BatchEndpoint"] = Ml + "/batchEndpoints/{endpointName}",
        ["machinelearningservices:CodeContainer"] = Ml + "/codes/{name}",
        ["machinelearningservices:CodeVersion"] = Ml + "/codes/{name}/versions/{version}",
        ["machinelearningservices:ComponentContainer"] = Ml + "/components/{name}",
        ["machinelearningservices:ComponentVersion"] = Ml + "/components/{name}/versions/{version}",
        ["machinelearningservices:Compute"] = Ml + "/computes/{computeName}",
        ["machinelearningservices:DataContainer"] = Ml + "/data/{name}",
        ["machinelearningservices:DataVersion"] = Ml + "/data/{name}/versions/{version}",
        ["machinelearningservices:Datastore"] = Ml + "/datastores/{name}",
        ["machinelearningservices:EnvironmentContainer"] = Ml + "/environments/{name}",
        ["machinelearningservices:EnvironmentVersion"] = Ml + "/environments/{name}/versions/{version}",
        ["machinelearningservices:Job"] = Ml + "/jobs/{id}",
        ["machinelearningservices:ManagedNetworkSettingsRule"] = Ml + "/outboundRules/{ruleName}",
        ["machinelearningservices:MarketplaceSubscription"] = Ml + "/marketplaceSubscriptions/{name}",
        ["machinelearningservices:ModelContainer"] = Ml + "/models/{name}",
        ["machinelearningservices:ModelVersion"] = Ml + "/models/{name}/versions/{version}",
        ["machinelearningservices:OnlineDeployment"] = Ml + "/onlineEndpoints/{endpointName}/deployments/{deploymentName}",
        ["machinelearningservices:OnlineEndpoint"] = Ml + "/onlineEndpoints/{endpointName}",
        ["machinelearningservices:Schedule"] = Ml + "/schedules/{name}",
        ["machinelearningservices:ServerlessEndpoint"] = Ml + "/serverlessEndpoints/{name}",
        ["machinelearningservices:Workspace"] = Ml,
        ["managedidentity:FederatedIdentityCredential"] =
            "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
        ["managedidentity:UserAssignedIdentity"] = "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
        ["monitor:ActionGroup"] = "Microsoft.Insights/actionGroups/{actionGroupName}",
        ["monitor:ActivityLogAlert"] = "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
        ["monitor:AutoscaleSetting"] = "Microsoft.Insights/autoscaleSettings/{autoscaleSettingName}",
        ["monitor:AzureMonitorWorkspace"] = "Microsoft.Monitor/accounts/{azureMonitorWorkspaceName}",
        ["monitor:DataCollectionEndpoint"] = "Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}",
        ["monitor:DataCollectionRule"] = "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
        ["monitor:DataCollectionRuleAssociation"] =
            "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
        ["monitor:DiagnosticSetting"] = "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
        ["monitor:MetricAlert"] = "Microsoft.Insights/metricAlerts/{ruleName}",
        ["monitor:PrivateLinkScope"] = "Microsoft.Insights/privateLinkScopes/{scopeName}",
        ["monitor:PrivateLinkScopedResource"] = "Microsoft.Insights/privateLinkScopes/{scopeName}/scopedResources/{name}",
        ["monitor:ScheduledQueryRule"] = "Microsoft.Insights/scheduledQueryRules/{ruleName}",
        ["network:AzureFirewall"] = "Microsoft.Network/azureFirewalls/{azureFirewallName}",
        ["network:FirewallPolicy"] = "Microsoft.Network/firewallPolicies/{firewallPolicyName}",
        ["network:FirewallPolicyRuleCollectionGroup"] =
            "Microsoft.Network/firewallPolicies/{firewallPolicyName}/ruleCollectionGroups/{ruleCollectionGroupName}",
        ["network:FlowLog"] = "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
        ["network:NatGateway"] = "Microsoft.Network/natGateways/{natGatewayName}",
        ["network:NetworkSecurityGroup"] = "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
        ["network:PrivateDnsZoneGroup"] =
            "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
        ["network:PrivateEndpoint"] = "Microsoft.Network/privateEndpoints/{privateEndpointName}",
        ["network:PrivateLinkService"] = "Microsoft.Network/privateLinkServices/{serviceName}",
        ["network:PublicIPAddress"] = "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
        ["network:PublicIPPrefix"] = "Microsoft.Network/publicIPPrefixes/{publicIpPrefixName}",
        ["network:RouteTable"] = "Microsoft.Network/routeTables/{routeTableName}",
        ["network:SecurityRule"] = "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}/securityRules/{securityRuleName}",
        ["network:Subnet"] = "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
        ["network:VirtualNetwork"] = "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
        ["operationalinsights:SavedSearch"] = Logs + "/savedSearches/{savedSearchId}",
        ["operationalinsights:Table"] = Logs + "/tables/{tableName}",
        ["operationalinsights:Workspace"] = Logs,
        ["portal:Dashboard"] = "Microsoft.Portal/dashboards/{dashboardName}",
        ["privatedns:PrivateRecordSet"] = Zone + "/{recordType}/{relativeRecordSetName}",
        ["privatedns:PrivateZone"] = Zone,
        ["privatedns:VirtualNetworkLink"] = Zone + "/virtualNetworkLinks/{virtualNetworkLinkName}",
        ["resources:Deployment"] = "Microsoft.Resources/deployments/{deploymentName}",
        ["resources:Resource"] = "{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}",
        ["resources:ResourceGroup"] = "",
        ["security:Pricing"] = "/{scopeId}/providers/Microsoft.Security/pricings/{pricingName}",
        ["storage:Blob"] = Blobs + "/containers/{containerName}/blobs/{blobName}",
        ["storage:BlobContainer"] = Blobs + "/containers/{containerName}",
        ["storage:BlobContainerImmutabilityPolicy"] = Blobs + "/containers/{containerName}/immutabilityPolicies/{immutabilityPolicyName=default}",
        ["storage:BlobServiceProperties"] = Blobs,
        ["storage:FileServiceProperties"] = Files,
        ["storage:FileShare"] = Files + "/shares/{shareName}",
        ["storage:ManagementPolicy"] = Storage + "/managementPolicies/{managementPolicyName=default}",
        ["storage:Queue"] = Storage + "/queueServices/default/queues/{queueName}",
        ["storage:QueueServiceProperties"] = Storage + "/queueServices/{queueServiceName=default}",
        ["storage:StorageAccount"] = Storage,
        ["storage:Table"] = Storage + "/tableServices/default/tables/{tableName}",
        ["storage:TableServiceProperties"] = Storage + "/tableServices/{tableServiceName=default}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types, by azure-native's name: <c>keyvault:Vault</c>.</summary>
    public static IEnumerable<string> Names => Paths.Keys;

    /// <summary>Azure's type of a kind, as far as no input says it: <c>Microsoft.KeyVault/vaults</c>.</summary>
    public static string TypeOf(string name)
        => ArmId.TypeIn(Paths[name].Length == 0 ? "" : $"/providers/{Paths[name].Split("/providers/")[^1]}")
            // Records of every type are alike
            .Replace("{recordType}", "A", StringComparison.Ordinal);

    /// <exception cref="ReviewException">The type is not in the table.</exception>
    public static string PathOf(string token)
        => Find(token)
            ?? throw new ReviewException(
                $"The plan's cloud does not know where {token} is in Azure; add its path to review/Cloud/ArmTypes.cs.");

    /// <returns>The type's path, or null if the type is not in the table.</returns>
    public static string? Find(string token) => Paths.GetValueOrDefault(token["azure-native:".Length..]);

    /// <returns>
    /// The input that is the last part of the id, which Azure Native makes up where it is left out; null where the last part is the same
    /// for all, and for types that are not in the table.
    /// </returns>
    public static string? NameInput(string token)
        => LastPart().Match(Find(token) ?? "") is { Success: true } last ? last.Groups[1].Value : null;

    [GeneratedRegex(@"\{(\w+)\}$")]
    private static partial Regex LastPart();
}
