using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>The kinds of resources that are paid for, each with what a month of it uses.</summary>
internal static class BillableKinds
{
    public delegate IEnumerable<Charge> Charges(PlannedResource resource, CostContext context);

    private static readonly Dictionary<string, Charges> _all = new(StringComparer.Ordinal)
    {
        ["azure-native:apimanagement:ApiManagementService"] = GatewayCharges.Service,
        ["azure-native:app:Job"] = ContainerCharges.Job,
        ["azure-native:app:ManagedEnvironment"] = ContainerCharges.Environment,
        ["azure-native:applicationinsights:WebTest"] = MonitorCharges.WebTest,
        ["azure-native:containerregistry:AgentPool"] = RegistryCharges.AgentPool,
        ["azure-native:containerregistry:Registry"] = RegistryCharges.Registry,
        ["azure-native:containerregistry:Replication"] = RegistryCharges.Replication,
        ["azure-native:containerservice:AgentPool"] = ClusterCharges.NodePool,
        ["azure-native:containerservice:ManagedCluster"] = ClusterCharges.Cluster,
        ["azure-native:dataprotection:BackupInstance"] = BackupCharges.Instance,
        ["azure-native:dbforpostgresql:Server"] = DatabaseCharges.Server,
        ["azure-native:dns:Zone"] = NetworkCharges.PublicZone,
        ["azure-native:keyvault:Vault"] = StorageCharges.Vault,
        ["azure-native:machinelearningservices:BatchDeployment"] = MachineLearningCharges.BatchDeployment,
        ["azure-native:machinelearningservices:Compute"] = MachineLearningCharges.Compute,
        ["azure-native:machinelearningservices:OnlineDeployment"] = MachineLearningCharges.OnlineDeployment,
        ["azure-native:machinelearningservices:ServerlessEndpoint"] = MachineLearningCharges.ServerlessEndpoint,
        ["azure-native:machinelearningservices:Workspace"] = ManagedNetworkCharges.Workspace,
        ["azure-native:monitor:AzureMonitorWorkspace"] = MonitorCharges.PrometheusWorkspace,
        ["azure-native:monitor:MetricAlert"] = MonitorCharges.MetricAlert,
        ["azure-native:monitor:ScheduledQueryRule"] = MonitorCharges.QueryAlert,
        ["azure-native:network:AzureFirewall"] = NetworkCharges.Firewall,
        ["azure-native:network:FlowLog"] = NetworkCharges.FlowLog,
        ["azure-native:network:NatGateway"] = NetworkCharges.NatGateway,
        ["azure-native:network:PrivateEndpoint"] = NetworkCharges.PrivateEndpoint,
        ["azure-native:network:PublicIPAddress"] = NetworkCharges.PublicAddress,
        ["azure-native:operationalinsights:Workspace"] = MonitorCharges.LogWorkspace,
        ["azure-native:privatedns:PrivateZone"] = NetworkCharges.PrivateZone,
        ["azure-native:resources:Deployment"] = RegistryCharges.Builds,
        ["azure-native:security:Pricing"] = DefenderCharges.Plan,
        ["azure-native:storage:StorageAccount"] = StorageCharges.Account,
        ["kubernetes:core/v1:PersistentVolumeClaim"] = ClusterCharges.Volume,
        ["kubernetes:core/v1:Service"] = ClusterCharges.Service,
    };

    // Groups, applications and grants are part of Entra ID Free; keys and certificates are made by the program itself; what is in a
    // cluster runs on its nodes.
    private static readonly string[] _freePackages = ["azuread:", "kubernetes:", "pulumi:", "tls:"];

    public static IEnumerable<string> Names => _all.Keys;

    /// <returns>Null for a kind that nothing is known of.</returns>
    public static Charges? Find(string type) => _all.GetValueOrDefault(type);

    /// <summary>Whether somebody says that it costs nothing itself.</summary>
    public static bool IsFree(string type) => Find(type) is null
        && (_freePackages.Any(package => type.StartsWith(package, StringComparison.Ordinal))
            || KindCatalogue.Find(type) is { Free: not null });
}
