using System.Collections.Frozen;

namespace Platform.Review.Rules.Catalogue;

/// <summary>The types whose resources take tags, of those that a plan can have; from the schema of Azure Native 3.28.</summary>
internal static class Taggable
{
    public static FrozenSet<string> Types { get; } = FrozenSet.ToFrozenSet(
    [
        "alertsmanagement:AlertProcessingRuleByName", "alertsmanagement:PrometheusRuleGroup", "alertsmanagement:SmartDetectorAlertRule", "apimanagement:ApiManagementService",
        "app:Job", "app:ManagedEnvironment", "applicationinsights:Component", "applicationinsights:WebTest", "applicationinsights:Workbook", "containerregistry:AgentPool",
        "containerregistry:Registry", "containerregistry:Replication", "containerservice:AgentPool", "containerservice:ManagedCluster",
        "dashboard:Grafana", "dns:Zone", "keyvault:Key", "keyvault:Secret", "keyvault:Vault", "logic:Workflow", "machinelearningservices:BatchDeployment",
        "machinelearningservices:BatchEndpoint", "machinelearningservices:Compute", "machinelearningservices:OnlineDeployment",
        "machinelearningservices:OnlineEndpoint", "machinelearningservices:ServerlessEndpoint", "machinelearningservices:Workspace",
        "managedidentity:UserAssignedIdentity", "monitor:ActionGroup", "monitor:ActivityLogAlert", "monitor:AutoscaleSetting",
        "monitor:AzureMonitorWorkspace", "monitor:DataCollectionEndpoint", "monitor:DataCollectionRule", "monitor:MetricAlert",
        "monitor:PrivateLinkScope", "monitor:ScheduledQueryRule", "network:AzureFirewall", "network:FirewallPolicy",
        "network:FlowLog", "network:NatGateway", "network:NetworkSecurityGroup", "network:PrivateEndpoint", "network:PrivateLinkService",
        "network:PublicIPAddress", "network:PublicIPPrefix", "network:RouteTable", "network:VirtualNetwork",
        "operationalinsights:Workspace", "portal:Dashboard", "privatedns:PrivateZone", "privatedns:VirtualNetworkLink",
        "resources:Deployment", "resources:ResourceGroup", "storage:StorageAccount",
    ], StringComparer.OrdinalIgnoreCase);
}
