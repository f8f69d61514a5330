using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Graph.Building;

/// <summary>
/// How pictures show kinds of resources. What is not in the table is a node with its type's name, or part of what its id is below.
/// </summary>
internal static partial class Kinds
{
    private static readonly Kind Alert = new("Alert", Gathers: true);
    private static readonly Kind Certificate = new("Certificate", Gathers: true);

    private static readonly FrozenDictionary<string, Kind> Table = new Dictionary<string, Kind>
    {
        ["alertsmanagement:AlertProcessingRuleByName"] = Alert,
        ["alertsmanagement:PrometheusRuleGroup"] = Alert,
        ["alertsmanagement:SmartDetectorAlertRule"] = Alert,
        ["app:Job"] = new("Container job"),
        ["app:ManagedEnvironment"] = new("Container environment", KindRole.PartOfNaming),
        ["apimanagement:Api"] = new("API"),
        ["apimanagement:ApiManagementService"] = new("API Management"),
        ["applicationinsights:Component"] = new("Application Insights"),
        ["applicationinsights:WebTest"] = new("Availability test"),
        ["azuread:index/application:Application"] = new("Entra application"),
        ["azuread:index/group:Group"] = new("Entra group"),
        ["containerregistry:AgentPool"] = new("Build agents", KindRole.Node),
        ["containerregistry:Registry"] = new("Container registry"),
        ["containerservice:ManagedCluster"] = new("Kubernetes cluster"),
        ["dns:Zone"] = new("DNS zone"),
        ["keyvault:Vault"] = new("Key Vault"),
        ["logic:Workflow"] = new("Logic App", KindRole.Node),
        ["machinelearningservices:BatchEndpoint"] = new("Batch endpoint", KindRole.Node),
        ["machinelearningservices:OnlineEndpoint"] = new("Online endpoint", KindRole.Node),
        ["machinelearningservices:ServerlessEndpoint"] = new("Serverless endpoint", KindRole.Node),
        ["machinelearningservices:Workspace"] = new("Machine Learning"),
        ["managedidentity:UserAssignedIdentity"] = new("Managed identity", Gathers: true),
        ["monitor:ActivityLogAlert"] = Alert,
        ["monitor:AzureMonitorWorkspace"] = new("Azure Monitor workspace"),
        ["monitor:DataCollectionRule"] = new("Data collection rule", Gathers: true),
        ["monitor:MetricAlert"] = Alert,
        ["monitor:ScheduledQueryRule"] = Alert,
        ["network:AzureFirewall"] = new("Firewall"),
        ["network:FirewallPolicy"] = new("Firewall policy", KindRole.PartOfNaming),
        ["network:NatGateway"] = new("NAT gateway"),
        ["network:NetworkSecurityGroup"] = new("Network security group", Gathers: true),
        ["network:PrivateEndpoint"] = new("Private endpoint", Gathers: true),
        ["network:PublicIPAddress"] = new("Public address", KindRole.PartOfNaming),
        ["network:PublicIPPrefix"] = new("Public address prefix", KindRole.PartOfNaming),
        ["network:RouteTable"] = new("Route table", Gathers: true),
        ["operationalinsights:Workspace"] = new("Log Analytics"),
        ["privatedns:PrivateZone"] = new("Private DNS zone", Gathers: true),
        ["resources:Deployment"] = new("Template deployment"),
        ["storage:StorageAccount"] = new("Storage account"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Kind Of(PlannedResource resource) => Table.GetValueOrDefault(NameOf(resource)) ?? resource.Type.Split(':')[0] switch
    {
        "tls" => Certificate,
        "azuread" or "pulumi" => new(Words(resource), KindRole.PartOfNamed),
        _ => new(Words(resource)),
    };

    /// <param name="type">As <see cref="NameOf"/> gives it.</param>
    public static bool Is(PlannedResource resource, string type) => NameOf(resource).Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc cref="PlanUnderReview.NameOf"/>
    public static string NameOf(PlannedResource resource) => PlanUnderReview.NameOf(resource);

    // ManagedCluster: Managed cluster
    private static string Words(PlannedResource resource)
    {
        var name = resource.Type[(resource.Type.LastIndexOf(':') + 1)..];
        return name.Length == 0
            ? resource.Type
            : name[..1].ToUpperInvariant() + Word().Replace(name[1..], word => $" {word.Value.ToLowerInvariant()}");
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z](?=[a-z])")]
    private static partial Regex Word();
}
