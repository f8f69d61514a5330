using System.Collections.Frozen;

namespace Platform.Review.Costs.Kinds;

/// <summary>
/// Kinds that cost nothing themselves: what they are parts of, or what they make happen, is paid for. Each with who says so.
/// </summary>
internal static class FreeKinds
{
    private const string Gateway = "https://azure.microsoft.com/pricing/details/api-management/";
    private const string MachineLearning = "https://learn.microsoft.com/azure/machine-learning/concept-plan-manage-cost";
    private const string Monitor = "https://azure.microsoft.com/pricing/details/monitor/";
    private const string Network = "https://azure.microsoft.com/pricing/details/virtual-network/";
    private const string Postgres = "https://azure.microsoft.com/pricing/details/postgresql/flexible-server/";
    private const string Identity = "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview";

    // Groups, applications and grants are part of Entra ID Free; keys and certificates are made by the program itself; what is in a
    // cluster runs on its nodes.
    private static readonly string[] Packages = ["azuread:", "kubernetes:", "pulumi:", "tls:"];

    private static readonly FrozenDictionary<string, string> Azure = new Dictionary<string, string>
    {
        ["alertsmanagement:AlertProcessingRuleByName"] = Monitor,
        ["alertsmanagement:PrometheusRuleGroup"] = Monitor,
        ["alertsmanagement:SmartDetectorAlertRule"] = Monitor,
        ["apimanagement:Api"] = Gateway,
        ["apimanagement:ApiDiagnostic"] = Gateway,
        ["apimanagement:ApiOperation"] = Gateway,
        ["apimanagement:ApiOperationPolicy"] = Gateway,
        ["apimanagement:ApiPolicy"] = Gateway,
        ["apimanagement:ApiRelease"] = Gateway,
        ["apimanagement:ApiSchema"] = Gateway,
        ["apimanagement:ApiTag"] = Gateway,
        ["apimanagement:ApiVersionSet"] = Gateway,
        ["apimanagement:Backend"] = Gateway,
        ["apimanagement:Cache"] = Gateway,
        ["apimanagement:Certificate"] = Gateway,
        ["apimanagement:Diagnostic"] = Gateway,
        ["apimanagement:EmailTemplate"] = Gateway,
        ["apimanagement:Group"] = Gateway,
        ["apimanagement:GroupUser"] = Gateway,
        ["apimanagement:IdentityProvider"] = Gateway,
        ["apimanagement:IdentityProvider"] = Gateway,
        ["apimanagement:Logger"] = Gateway,
        ["apimanagement:NamedValue"] = Gateway,
        ["apimanagement:NotificationRecipientEmail"] = Gateway,
        ["apimanagement:Policy"] = Gateway,
        ["apimanagement:PolicyFragment"] = Gateway,
        ["apimanagement:Product"] = Gateway,
        ["apimanagement:ProductApi"] = Gateway,
        ["apimanagement:ProductApiLink"] = Gateway,
        ["apimanagement:ProductGroup"] = Gateway,
        ["apimanagement:ProductGroupLink"] = Gateway,
        ["apimanagement:ProductPolicy"] = Gateway,
        ["apimanagement:ProductWiki"] = Gateway,
        ["apimanagement:Subscription"] = Gateway,
        ["apimanagement:Tag"] = Gateway,
        ["apimanagement:User"] = Gateway,
        // Its data is paid for in its workspace
        ["applicationinsights:Component"] = "https://learn.microsoft.com/azure/azure-monitor/cost-usage",
        ["applicationinsights:MyWorkbook"] = Monitor,
        ["applicationinsights:Workbook"] = Monitor,
        ["authorization:ManagementLockByScope"] = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
        ["authorization:PolicyAssignment"] = "https://azure.microsoft.com/pricing/details/azure-policy/",
        ["authorization:RoleAssignment"] = "https://learn.microsoft.com/azure/role-based-access-control/overview",
        ["authorization:RoleDefinition"] = "https://learn.microsoft.com/azure/role-based-access-control/overview",
        ["consumption:Budget"] = "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
        ["costmanagement:Budget"] = "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
        ["containerregistry:CacheRule"] = "https://azure.microsoft.com/pricing/details/container-registry/",
        ["containerregistry:ScopeMap"] = "https://azure.microsoft.com/pricing/details/container-registry/",
        ["containerservice:MaintenanceConfiguration"] = "https://azure.microsoft.com/pricing/details/kubernetes-service/",
        // Parts of a server that is paid for
        ["dbforpostgresql:AdministratorsMicrosoftEntra"] = Postgres,
        ["dbforpostgresql:Configuration"] = Postgres,
        ["dbforpostgresql:Database"] = Postgres,
        ["dbforpostgresql:FirewallRule"] = Postgres,
        ["dns:RecordSet"] = "https://azure.microsoft.com/pricing/details/dns/",
        ["keyvault:Key"] = "https://azure.microsoft.com/pricing/details/key-vault/ (its operations are paid for)",
        ["keyvault:Secret"] = "https://azure.microsoft.com/pricing/details/key-vault/ (its operations are paid for)",
        // Some hundred steps a month, of which 4,000 are free
        ["logic:Workflow"] = "https://azure.microsoft.com/pricing/details/logic-apps/",
        ["machinelearningservices:BatchEndpoint"] = MachineLearning,
        ["machinelearningservices:CodeContainer"] = MachineLearning,
        ["machinelearningservices:CodeVersion"] = MachineLearning,
        ["machinelearningservices:ComponentContainer"] = MachineLearning,
        ["machinelearningservices:ComponentVersion"] = MachineLearning,
        ["machinelearningservices:DataContainer"] = MachineLearning,
        ["machinelearningservices:DataVersion"] = MachineLearning,
        ["machinelearningservices:Datastore"] = MachineLearning,
        ["machinelearningservices:EnvironmentContainer"] = MachineLearning,
        ["machinelearningservices:EnvironmentVersion"] = MachineLearning,
        // Run on a compute that is paid for
        ["machinelearningservices:Job"] = MachineLearning,
        ["machinelearningservices:ManagedNetworkSettingsRule"] = MachineLearning,
        // What it subscribes to is paid for by the token
        ["machinelearningservices:MarketplaceSubscription"] = MachineLearning,
        ["machinelearningservices:ModelContainer"] = MachineLearning,
        ["machinelearningservices:ModelVersion"] = MachineLearning,
        ["machinelearningservices:OnlineEndpoint"] = MachineLearning,
        ["machinelearningservices:Schedule"] = MachineLearning,
        ["managedidentity:FederatedIdentityCredential"] = Identity,
        ["managedidentity:UserAssignedIdentity"] = Identity,
        // Mail, push and webhooks have a monthly allowance that alerts do not use up; text messages and calls are not used here
        ["monitor:ActionGroup"] = Monitor,
        ["monitor:ActivityLogAlert"] = Monitor,
        ["monitor:AutoscaleSetting"] = Monitor,
        ["monitor:DataCollectionEndpoint"] = Monitor,
        ["monitor:DataCollectionRule"] = Monitor,
        ["monitor:DataCollectionRuleAssociation"] = Monitor,
        // To a workspace, whose data is paid for there
        ["monitor:DiagnosticSetting"] = Monitor,
        ["monitor:PrivateLinkScope"] = Monitor,
        ["monitor:PrivateLinkScopedResource"] = Monitor,
        // One policy for one firewall costs nothing
        ["network:FirewallPolicy"] = "https://azure.microsoft.com/pricing/details/firewall-manager/",
        ["network:FirewallPolicyRuleCollectionGroup"] = "https://azure.microsoft.com/pricing/details/firewall-manager/",
        ["network:NetworkSecurityGroup"] = Network,
        // Whoever connects to it pays for the endpoint
        ["network:PrivateLinkService"] = "https://azure.microsoft.com/pricing/details/private-link/",
        ["network:PrivateDnsZoneGroup"] = "https://azure.microsoft.com/pricing/details/dns/",
        ["network:Route"] = Network,
        ["network:RouteTable"] = Network,
        ["network:SecurityRule"] = Network,
        ["network:Subnet"] = Network,
        ["network:VirtualNetwork"] = Network,
        ["operationalinsights:SavedSearch"] = Monitor,
        ["operationalinsights:Table"] = Monitor,
        ["portal:Dashboard"] = "https://learn.microsoft.com/azure/azure-portal/azure-portal-dashboards",
        ["privatedns:PrivateRecordSet"] = "https://azure.microsoft.com/pricing/details/dns/",
        ["privatedns:VirtualNetworkLink"] = "https://azure.microsoft.com/pricing/details/dns/",
        // What it creates is paid for, and is not in the plan
        ["resources:ResourceGroup"] = "https://learn.microsoft.com/azure/azure-resource-manager/management/overview",
        ["storage:Blob"] = "https://azure.microsoft.com/pricing/details/storage/blobs/ (what is kept is paid for by its account)",
        ["storage:BlobContainer"] = "https://azure.microsoft.com/pricing/details/storage/blobs/",
        ["storage:BlobContainerImmutabilityPolicy"] = "https://azure.microsoft.com/pricing/details/storage/blobs/",
        ["storage:BlobServiceProperties"] = "https://azure.microsoft.com/pricing/details/storage/blobs/",
        ["storage:FileServiceProperties"] = "https://azure.microsoft.com/pricing/details/storage/files/",
        ["storage:FileShare"] = "https://azure.microsoft.com/pricing/details/storage/files/ (what is kept in it is paid for)",
        ["storage:ManagementPolicy"] = "https://azure.microsoft.com/pricing/details/storage/blobs/",
        ["storage:Queue"] = "https://azure.microsoft.com/pricing/details/storage/queues/",
        ["storage:QueueServiceProperties"] = "https://azure.microsoft.com/pricing/details/storage/queues/",
        ["storage:Table"] = "https://azure.microsoft.com/pricing/details/storage/tables/",
        ["storage:TableServiceProperties"] = "https://azure.microsoft.com/pricing/details/storage/tables/",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Has(string type) => BillableKinds.Find(type) is null
        && (Packages.Any(package => type.StartsWith(package, StringComparison.Ordinal)) || Azure.ContainsKey(WithoutPackage(type)));

    private static string WithoutPackage(string type) => type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
