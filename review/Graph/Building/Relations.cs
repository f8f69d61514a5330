using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>What a reference means: who does what with whom. One table; what is not in it is a use.</summary>
internal static class Relations
{
    // https://learn.microsoft.com/azure/aks/internal-lb
    private const string InternalService = "service.beta.kubernetes.io/azure-load-balancer-internal";

    // Where something stands and whom it lets in: drawn as boundaries, or not at all.
    private static readonly string[] _surroundings =
        ["network:NetworkSecurityGroup", "network:RouteTable", "network:Subnet", "network:VirtualNetwork", "resources:ResourceGroup"];

    private static readonly string[] _sinks =
        ["applicationinsights:Component", "monitor:ActionGroup", "monitor:AzureMonitorWorkspace", "operationalinsights:Workspace"];

    private static readonly string[] _watching =
        ["alertsmanagement:", "applicationinsights:", "consumption:", "costmanagement:", "monitor:", "portal:"];

    /// <returns>Null if the picture shows it in another way, or it is no relation of two nodes.</returns>
    public static (EdgeLayer Layer, string Label)? Of(Reference reference)
    {
        var (source, target) = (Look.NameOf(reference.Source), Look.NameOf(reference.Target));
        if (IsOneOf(source, _surroundings) || IsOneOf(target, _surroundings) || IsShownOtherwise(reference, source, target))
            return null;
        if (target == "monitor:ActionGroup")
            return (EdgeLayer.Telemetry, "notifies");
        if (IsOneOf(target, _sinks) || target == "monitor:DataCollectionRule")
            return (EdgeLayer.Telemetry, "logs");
        if (_watching.Any(module => source.StartsWith(module, StringComparison.Ordinal)))
            return (EdgeLayer.Telemetry, "watches");
        if (source == "network:PrivateEndpoint")
            return (EdgeLayer.Traffic, "private link");
        if (reference.Property.EndsWith("image", StringComparison.OrdinalIgnoreCase))
            return (EdgeLayer.Traffic, "pulls the image");
        if (reference.Property.EndsWith("url", StringComparison.OrdinalIgnoreCase))
            return (EdgeLayer.Traffic, "calls");
        if (target == "azuread:index/application:Application")
            return (EdgeLayer.Use, "checks tokens for");
        return (EdgeLayer.Use, "uses");
    }

    // Grants are edges of those whom they are given to, names lead to whom they name, and a cluster is around what it runs
    private static bool IsShownOtherwise(Reference reference, string source, string target)
        => source == "authorization:RoleAssignment" || IsIdentity(reference.Target)
            || new[] { "managedidentity:", "privatedns:" }.Any(module => source.StartsWith(module, StringComparison.Ordinal))
            || target.StartsWith("privatedns:", StringComparison.Ordinal)
            || (target == "containerservice:ManagedCluster" && reference.Source.Options.Provider is not null);

    /// <summary>Whether callers come in here: from the internet, or, if false, from the network; null if this is no entrance.</summary>
    public static bool? IsOpenEntrance(PlannedResource resource) => Look.NameOf(resource) switch
    {
        "apimanagement:ApiManagementService" =>
            !Has(resource, "Internal", "virtualNetworkType") && !Has(resource, "Disabled", "publicNetworkAccess"),
        "machinelearningservices:OnlineEndpoint" when Has(resource, "Enabled", "properties", "publicNetworkAccess") => true,
        "Service" when Has(resource, "LoadBalancer", "spec", "type")
            && !Has(resource, "true", "metadata", "annotations", InternalService) => true,
        _ => null,
    };

    public static bool IsWayOut(PlannedResource resource) => Look.NameOf(resource) is "network:NatGateway" or "network:AzureFirewall";

    public static bool IsIdentity(PlannedResource resource) => Look.Is(resource, "managedidentity:UserAssignedIdentity");

    /// <summary>Whether a resource that names an identity acts as it, and does not grant it something.</summary>
    public static bool IsWorker(PlannedResource resource)
        => !Look.Is(resource, "authorization:RoleAssignment")
            && !resource.Type.StartsWith("azure-native:managedidentity", StringComparison.Ordinal);

    private static bool Has(PlannedResource resource, string value, params string[] path)
        => $"{path.Aggregate((JsonNode?)resource.Inputs, (node, name) => node?[name])}" == value;

    private static bool IsOneOf(string kind, string[] kinds) => kinds.Contains(kind, StringComparer.OrdinalIgnoreCase);
}
