using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.Review.Cloud;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff;

/// <summary>
/// Inputs for which the provider creates the resource anew. azure-native does so for all that is part of the id, for what the API's
/// description marks as set on creation only (<c>x-ms-mutability</c>) at the top of the body, and for a list of its own:
/// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/gen/replacement.go. What Azure does not change either,
/// though the provider tries to, is in <see cref="FixedInputs"/>.
/// </summary>
internal static partial class ForceNewInputs
{
    private static readonly string[] Everything = ["*"];

    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        ["azure-native:apimanagement:Subscription"] = ["ownerId"],
        ["azure-native:authorization:RoleAssignment"] = ["principalId"],
        ["azure-native:containerregistry:AgentPool"] = ["os", "tier", "virtualNetworkSubnetResourceId"],
        ["azure-native:containerregistry:Registry"] = ["zoneRedundancy"],
        ["azure-native:containerregistry:Replication"] = ["zoneRedundancy"],
        ["azure-native:containerservice:AgentPool"] = ["gpuInstanceProfile", "networkProfile.nodePublicIPTags", "vmSize"],
        ["azure-native:containerservice:ManagedCluster"] =
        [
            "diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "networkProfile.dnsServiceIP",
            "networkProfile.networkDataplane", "networkProfile.networkMode", "networkProfile.networkPlugin",
            "networkProfile.networkPluginMode", "networkProfile.networkPolicy",
            "networkProfile.outboundType", "networkProfile.podCidr", "networkProfile.serviceCidr", "networkProfile.serviceCidrs",
            "nodeResourceGroup", "windowsProfile",
        ],
        ["azure-native:machinelearningservices:DataContainer"] = ["properties.dataType"],
        ["azure-native:machinelearningservices:DataVersion"] = ["properties.dataType", "properties.dataUri"],
        ["azure-native:machinelearningservices:EnvironmentVersion"] =
        [
            "properties.autoRebuild", "properties.build", "properties.condaFile", "properties.image", "properties.inferenceConfig",
            "properties.osType",
        ],
        ["azure-native:machinelearningservices:OnlineDeployment"] = ["properties.instanceType"],
        ["azure-native:machinelearningservices:Workspace"] = ["encryption", "hbiWorkspace", "keyVault", "kind", "storageAccount"],
        ["azure-native:machinelearningservices:Compute"] =
            ["properties.computeType", "properties.properties.subnet", "properties.properties.vmPriority", "properties.properties.vmSize"],
        ["azure-native:monitor:DataCollectionRule"] = ["kind"],
        ["azure-native:network:PrivateEndpoint"] = ["subnet"],
        ["azure-native:network:PublicIPAddress"] = ["publicIPAddressVersion", "publicIPPrefix", "sku"],
        ["azure-native:privatedns:VirtualNetworkLink"] = ["virtualNetwork"],
        ["azure-native:storage:StorageAccount"] =
            ["dnsEndpointType", "encryption.requireInfrastructureEncryption", "extendedLocation", "isHnsEnabled", "isNfsV3Enabled", "kind"],
        ["azuread:index/appRoleAssignment:AppRoleAssignment"] = Everything,
        ["azuread:index/application:Application"] = ["templateId"],
        ["azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential"] = ["applicationId", "displayName"],
        ["azuread:index/group:Group"] = ["administrativeUnitIds", "mailEnabled", "mailNickname", "types"],
        ["azuread:index/groupMember:GroupMember"] = Everything,
        ["azuread:index/servicePrincipal:ServicePrincipal"] = ["clientId", "useExisting"],
        ["kubernetes:apps/v1:Deployment"] = ["spec.selector"],
        ["kubernetes:batch/v1:Job"] = ["spec.selector", "spec.template"],
        ["kubernetes:core/v1:ConfigMap"] = ["binaryData", "data"],
        ["kubernetes:core/v1:PersistentVolumeClaim"] = ["spec"],
        ["kubernetes:core/v1:Secret"] = ["data", "stringData", "type"],
        ["kubernetes:core/v1:Service"] = ["spec.clusterIP", "spec.type"],
        ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"] = ["roleRef"],
        ["kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"] = ["roleRef"],
        ["pulumi:providers:kubernetes"] = ["clusterIdentifier"],
        ["tls:index/certRequest:CertRequest"] = Everything,
        ["tls:index/locallySignedCert:LocallySignedCert"] = Everything,
        ["tls:index/privateKey:PrivateKey"] = Everything,
        ["tls:index/selfSignedCert:SelfSignedCert"] = Everything,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> InPlace = FrozenSet.Create(StringComparer.Ordinal, "earlyRenewalHours");

    /// <param name="type">Pulumi's type token.</param>
    /// <param name="input">An input, or a part of one.</param>
    public static bool Has(string type, PropertyPath input)
        => Of(type)
               .Any(name => name == "*" ? !InPlace.Contains(input.Schema) : IsWithin(input.Schema, name) || IsWithin(name, input.Schema));

    private static IEnumerable<string> Of(string type) => [.. Table.GetValueOrDefault(type, []), .. type.Split(':')[0] switch
    {
        "azure-native" => ["location", "resourceGroupName", .. Part().Matches(ArmTypes.Find(type) ?? "").Select(match => match.Value)],
        "kubernetes" => ["metadata.name", "metadata.namespace"],
        _ => Array.Empty<string>(),
    }];

    private static bool IsWithin(string path, string whole)
        => path == whole || path.StartsWith($"{whole}.", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=\{)\w+")]
    private static partial Regex Part();
}
