using System.Collections.Immutable;
using System.Text;
using Platform.Review.Secrets;

namespace Platform.Review.Evaluation;

/// <summary>
/// The answers to functions of providers. Secrets come unmarked, as Azure's do: it is for the program to mark them, and a plan in which
/// one shows is refused.
/// </summary>
internal static class CloudFunctions
{
    /// <exception cref="ReviewException">The function is unknown.</exception>
    public static ImmutableDictionary<string, object> Call(string token, ImmutableDictionary<string, object> args) => token switch
    {
        "azure-native:authorization:getClientConfig" => Outputs.Of(
            ("clientId", Tenant.ClientId),
            ("objectId", Tenant.ObjectId),
            ("subscriptionId", Tenant.SubscriptionId),
            ("tenantId", Tenant.TenantId)),
        "azure-native:authorization:getClientToken" => Outputs.Of(("token", Placeholder.For("client-token"))),
        "azure-native:apimanagement:listSubscriptionSecrets" => Outputs.Of(
            ("primaryKey", Placeholder.For($"{args.GetValueOrDefault("sid")}-primary")),
            ("secondaryKey", Placeholder.For($"{args.GetValueOrDefault("sid")}-secondary"))),
        "azure-native:containerregistry:listRegistryBuildSourceUploadUrl" => Outputs.Of(
            ("relativePath", "source/plan.tar.gz"),
            ("uploadUrl", Placeholder.For("upload-url"))),
        "azure-native:containerservice:listManagedClusterUserCredentials" => Outputs.Of(
            ("kubeconfigs", ImmutableArray.Create<object>(Outputs.Of(("name", "clusterUser"), ("value", Kubeconfig(args)))))),
        "azure-native:network:getVirtualNetwork" => Existing("azure-native:network:VirtualNetwork", args),
        "azure-native:operationalinsights:getWorkspace" => Existing("azure-native:operationalinsights:Workspace", args),
        "azure-native:resources:getResourceGroup" => Existing("azure-native:resources:ResourceGroup", args),
        "azuread:index/getClientConfig:getClientConfig" => Outputs.Of(
            ("clientId", Tenant.ClientId), ("objectId", Tenant.ObjectId), ("tenantId", Tenant.TenantId)),
        "azuread:index/getGroup:getGroup" or "azuread:index/getServicePrincipal:getServicePrincipal" => Named(token, args),
        _ => throw new ReviewException(
            $"The plan's cloud has no answer to the function {token}; add one to review/Evaluation/CloudFunctions.cs."),
    };

    private static ImmutableDictionary<string, object> Existing(string type, ImmutableDictionary<string, object> args)
    {
        var id = ArmId.Of(type, "", args);
        return args.MergedWith(Outputs.Of(("id", id), ("name", ArmId.NameIn(id)))).MergedWith(AzureOutputs.Of(type, id));
    }

    private static ImmutableDictionary<string, object> Named(string token, ImmutableDictionary<string, object> args)
    {
        var seed = $"{token}/{string.Join('/', args.OrderBy(arg => arg.Key, StringComparer.Ordinal).Select(arg => arg.Value))}";
        return Outputs.Of(("objectId", Deterministic.Guid(seed)), ("id", Deterministic.Guid(seed))).MergedWith(args);
    }

    // What AKS answers with, as far as anyone reads it. The value is known to be secret by its placeholder.
    private static string Kubeconfig(ImmutableDictionary<string, object> args)
    {
        var cluster = args.GetValueOrDefault("resourceName");
        var authority = Convert.ToBase64String(Encoding.UTF8.GetBytes(Placeholder.For($"{cluster}-authority")));
        var text = $"""
            apiVersion: v1
            kind: Config
            clusters:
            - cluster:
                certificate-authority-data: {authority}
                server: https://{cluster}.hcp.plan.azmk8s.io:443
              name: {cluster}
            contexts:
            - context:
                cluster: {cluster}
                user: clusterUser
              name: {cluster}
            current-context: {cluster}
            users:
            - name: clusterUser
              user:
                token: {Placeholder.For($"{cluster}-token")}

            """;
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }
}
