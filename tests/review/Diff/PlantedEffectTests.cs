using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff;

/// <summary>One thing changed at a time, and what the report has to say of it.</summary>
public sealed class PlantedEffectTests
{
    [Theory]
    // Order, where it means something
    [InlineData("azure-native:applicationinsights:Workbook", """{"serializedData":"{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"}]}"}""",
        """{"serializedData":"{\"items\":[{\"name\":\"b\"},{\"name\":\"a\"}]}"}""",
        """serializedData.items[order]: ["a","b"] → ["b","a"]""")]
    [InlineData("azure-native:applicationinsights:Workbook", """{"serializedData":"{\"items\":[{\"type\":1},{\"type\":9}]}"}""",
        """{"serializedData":"{\"items\":[{\"type\":9},{\"type\":1}]}"}""", """serializedData.items[order]: ["#1","#2"] → ["#2","#1"]""")]
    [InlineData(
        "azure-native:alertsmanagement:PrometheusRuleGroup",
        """{"rules":[{"record":"a","expression":"x"},{"record":"b","expression":"a"}]}""",
        """{"rules":[{"record":"b","expression":"a"},{"record":"a","expression":"x"}]}""", """rules[order]: ["#1","#2"] → ["#2","#1"]""")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"A","value":"1"},{"name":"B","value":"$(A)"}]}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"B","value":"$(A)"},{"name":"A","value":"1"}]}]}}}}""",
        """env[order]: ["A","B"] → ["B","A"]""")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"initContainers":[{"name":"a"},{"name":"b"}]}}}}""",
        """{"spec":{"template":{"spec":{"initContainers":[{"name":"b"},{"name":"a"}]}}}}""",
        """initContainers[order]: ["a","b"] → ["b","a"]""")]
    [InlineData("azure-native:network:VirtualNetwork", """{"dhcpOptions":{"dnsServers":["10.0.0.4","10.0.0.5"]}}""",
        """{"dhcpOptions":{"dnsServers":["10.0.0.5","10.0.0.4"]}}""",
        """dhcpOptions.dnsServers[order]: ["10.0.0.4","10.0.0.5"] → ["10.0.0.5","10.0.0.4"]""")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<policies>\n  <a />\n  <b />\n</policies>"}""",
        """{"value":"<policies>\n  <b />\n  <a />\n</policies>"}""", "-  <a />")]
    [InlineData("tls:index/certRequest:CertRequest", """{"dnsNames":["a","b"]}""",
        """{"dnsNames":["b","a"]}""", """dnsNames[order]: ["a","b"] → ["b","a"]  (creates it anew)""")]
    [InlineData("azure-native:apimanagement:Backend", """{"pool":{"services":["a","b"]}}""",
        """{"pool":{"services":["b","a"]}}""", """pool.services[order]: ["a","b"] → ["b","a"]""")]
    [InlineData("kubernetes:batch/v1:CronJob", """{"spec":{"args":["a","b"]}}""",
        """{"spec":{"args":["b","a"]}}""", "spec.args[0]: a → b")]
    // Values that are to be told apart
    [InlineData("azure-native:keyvault:Vault", """{"tags":{"x":1}}""",
        """{"tags":{"x":"1"}}""", "tags.x: 1 → \"1\"")]
    [InlineData("azure-native:keyvault:Vault", """{"tags":{"x":true}}""",
        """{"tags":{"x":"true"}}""", "tags.x: true → \"true\"")]
    [InlineData("azure-native:keyvault:Vault", """{"tags":{}}""",
        """{"tags":{"x":"(none)"}}""", "tags.x: (none) → \"(none)\"")]
    [InlineData("azure-native:keyvault:Vault", """{"tags":{}}""",
        """{"tags":{"x":""}}""", "tags.x: (none) → \"\"")]
    [InlineData("azure-native:keyvault:Vault", """{"tags":{"x":"null"}}""",
        """{"tags":{}}""", "tags.x: null → (none)")]
    // Secrets by what they are of
    [InlineData("kubernetes:core/v1:Secret", """{"stringData":{"k":"[secret 0123456789ab]"}}""",
        """{"stringData":{"k":"[secret ba9876543210]"}}""", "stringData.k: [secret 0123456789ab] → [secret ba9876543210]")]
    [InlineData("azure-native:apimanagement:NamedValue", """{"secret":true,"value":"[secret 0123456789ab]"}""",
        """{"secret":true,"value":"[secret ba9876543210]"}""", "value: [secret 0123456789ab] → [secret ba9876543210]")]
    // What becomes readable
    [InlineData("azure-native:apimanagement:NamedValue", """{"secret":true,"value":"[secret 0123456789ab]"}""",
        """{"secret":true,"value":"plain"}""", "value can be read")]
    [InlineData("azure-native:apimanagement:NamedValue", """{"secret":true}""",
        """{"secret":false}""", "the value can be read")]
    [InlineData("azure-native:apimanagement:NamedValue", """{"secret":true}""",
        """{}""", "the value can be read")]
    [InlineData("kubernetes:core/v1:ConfigMap", """{"data":{"key":"[secret 0123456789ab]"}}""",
        """{"data":{"key":"abc"}}""", "Exposure\n  replaced  platform/x")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowBlobPublicAccess":false}""",
        """{"allowBlobPublicAccess":true}""", "Exposure\n  changed  platform/x")]
    [InlineData("azure-native:storage:BlobContainer", """{"publicAccess":"None"}""",
        """{"publicAccess":"Blob"}""", "(publicAccess)")]
    [InlineData("azure-native:storage:BlobContainer", """{"publicAccess":"None"}""",
        """{"publicAccess":"Container"}""", "(publicAccess)")]
    [InlineData("azure-native:storage:StorageAccount", """{}""",
        """{"isSftpEnabled":true}""", "(isSftpEnabled)")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowCrossTenantReplication":false}""",
        """{"allowCrossTenantReplication":true}""", "(allowCrossTenantReplication)")]
    [InlineData("kubernetes:core/v1:Service", """{"spec":{"type":"ClusterIP"}}""",
        """{"spec":{"type":"LoadBalancer"}}""", "a door of its own")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"publicNetworkAccess":"Disabled"}}""",
        """{"properties":{"publicNetworkAccess":"Enabled"}}""", "(publicNetworkAccess)")]
    // Who may do more
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"privileged":true}}]}}}}""", "privileged: true")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"allowPrivilegeEscalation":false}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"allowPrivilegeEscalation":true}}]}}}}""",
        "allowPrivilegeEscalation: true")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"allowPrivilegeEscalation":false}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{}}]}}}}""", "allowPrivilegeEscalation: not set")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"runAsNonRoot":true}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"runAsNonRoot":false}}]}}}}""", "runAsNonRoot: false")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"readOnlyRootFilesystem":true}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"readOnlyRootFilesystem":false}}]}}}}""",
        "readOnlyRootFilesystem: false")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"seccompProfile":{"type":"RuntimeDefault"}}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"seccompProfile":{"type":"Unconfined"}}}]}}}}""",
        "seccompProfile.type: Unconfined")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"capabilities":{"drop":["ALL"]}}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"capabilities":{"drop":["ALL"],"add":"""
        + """["SYS_ADMIN"]}}}]}}}}""", "capabilities.add: SYS_ADMIN")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{}}}}""",
        """{"spec":{"template":{"spec":{"hostNetwork":true}}}}""", "hostNetwork: true")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{}}}}""",
        """{"spec":{"template":{"spec":{"hostPID":true}}}}""", "hostPID: true")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"volumes":[]}}}}""",
        """{"spec":{"template":{"spec":{"volumes":[{"name":"h","hostPath":{"path":"/"}}]}}}}""", "hostPath.path: /")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"automountServiceAccountToken":false}}}}""",
        """{"spec":{"template":{"spec":{"automountServiceAccountToken":true}}}}""", "automountServiceAccountToken: true")]
    [InlineData(
        "kubernetes:core/v1:Namespace", """{"metadata":{"name":"n","labels":{"pod-security.kubernetes.io/enforce":"restricted"}}}""",
        """{"metadata":{"name":"n","labels":{"pod-security.kubernetes.io/enforce":"baseline"}}}""",
        "the namespace's policy is baseline, and was restricted")]
    [InlineData(
        "kubernetes:core/v1:Namespace", """{"metadata":{"name":"n","labels":{"pod-security.kubernetes.io/enforce":"restricted"}}}""",
        """{"metadata":{"name":"n","labels":{}}}""", "the namespace's policy is none, and was restricted")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}""", "it may give rights to anybody")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}""",
        "roleDefinitionId: Reader (acdd72a7-3385-48ef-bd42-f606fba81ae7) → Owner (8e3af657-a8ff-443c-a75c-2fe8c4bcb635)")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """f58310d9-a9f6-439a-9e8d-f62e7b41a168","condition":"c"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """f58310d9-a9f6-439a-9e8d-f62e7b41a168"}""", "the condition of the right is gone")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", """{"rules":[{"verbs":["get"]}]}""",
        """{"rules":[{"verbs":["*"]}]}""", "Rights\n")]
    [InlineData("azuread:index/application:Application", """{"owners":["a"]}""",
        """{"owners":["a","b"]}""", "(owners)")]
    [InlineData("azuread:index/application:Application", """{}""",
        """{"requiredResourceAccesses":[{"resourceAppId":"g"}]}""", "requiredResourceAccesses")]
    [InlineData("azuread:index/group:Group", """{"members":["a"]}""",
        """{"members":["a","b"]}""", "(members)")]
    // Whom it believes
    [InlineData("azure-native:managedidentity:FederatedIdentityCredential", """{"issuer":"https://a"}""",
        """{"issuer":"https://b"}""", "issuer")]
    [InlineData("azure-native:managedidentity:FederatedIdentityCredential", """{"subject":"repo:a"}""",
        """{"subject":"repo:b"}""", "subject")]
    [InlineData("azure-native:managedidentity:FederatedIdentityCredential", """{"audiences":["a"]}""",
        """{"audiences":["b"]}""", "audiences")]
    [InlineData("azuread:index/application:Application", """{"signInAudience":"AzureADMyOrg"}""",
        """{"signInAudience":"AzureADMultipleOrgs"}""", "Trust\n")]
    [InlineData("azuread:index/application:Application", """{"web":{"redirectUris":["https://a"]}}""",
        """{"web":{"redirectUris":["https://a","https://b"]}}""", "(redirectUris)")]
    [InlineData("azure-native:apimanagement:Backend", """{"tls":{"validateCertificateChain":true}}""",
        """{"tls":{"validateCertificateChain":false}}""", "(validateCertificateChain)")]
    [InlineData("tls:index/selfSignedCert:SelfSignedCert", """{"isCaCertificate":false}""",
        """{"isCaCertificate":true}""", "isCaCertificate")]
    [InlineData("tls:index/locallySignedCert:LocallySignedCert", """{"allowedUses":["server_auth"]}""",
        """{"allowedUses":["server_auth","cert_signing"]}""", "allowedUses")]
    [InlineData("azure-native:apimanagement:ApiManagementService", """{"certificates":[{"encodedCertificate":"a"}]}""",
        """{"certificates":[{"encodedCertificate":"b"}]}""", "certificates")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<validate-jwt header-name=\"A\" />\n</inbound>"}""",
        """{"value":"<inbound>\n<set-header name=\"A\" />\n</inbound>"}""", "how callers are checked")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<issuer>https://a</issuer>\n</inbound>"}""",
        """{"value":"<inbound>\n<issuer>https://b</issuer>\n</inbound>"}""", "how callers are checked")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<audience>a</audience>\n</inbound>"}""",
        """{"value":"<inbound>\n<audience>b</audience>\n</inbound>"}""", "how callers are checked")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<ip-filter action=\"allow\" />\n</inbound>"}""",
        """{"value":"<inbound>\n\n</inbound>"}""", "how callers are checked")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<origin>https://a</origin>\n</inbound>"}""",
        """{"value":"<inbound>\n<origin>*</origin>\n</inbound>"}""", "how callers are checked")]
    [InlineData("azure-native:apimanagement:ApiPolicy", """{"value":"<inbound>\n<openid-config url=\"https://a\" />\n</inbound>"}""",
        """{"value":"<inbound>\n<openid-config url=\"https://b\" />\n</inbound>"}""", "how callers are checked")]
    [InlineData("kubernetes:core/v1:ConfigMap", """{"data":{"gateway-authority.crt":"a"}}""",
        """{"data":{"gateway-authority.crt":"b"}}""", "an authority's certificate")]
    // Protection taken away
    [InlineData("azure-native:storage:BlobServiceProperties", """{"deleteRetentionPolicy":{"enabled":true,"days":30}}""",
        """{"deleteRetentionPolicy":{"enabled":true,"days":7}}""", "days: 30 → 7")]
    [InlineData("azure-native:storage:BlobServiceProperties", """{"deleteRetentionPolicy":{"enabled":true,"days":30}}""",
        """{"deleteRetentionPolicy":{"enabled":false,"days":30}}""", "deleteRetentionPolicy.enabled is switched off")]
    [InlineData("azure-native:storage:BlobServiceProperties", """{"isVersioningEnabled":true}""",
        """{"isVersioningEnabled":false}""", "isVersioningEnabled is switched off")]
    [InlineData("azure-native:storage:BlobServiceProperties", """{"containerDeleteRetentionPolicy":{"days":14}}""",
        """{"containerDeleteRetentionPolicy":{"days":1}}""", "days: 14 → 1")]
    [InlineData("azure-native:storage:FileServiceProperties", """{"shareDeleteRetentionPolicy":{"days":14}}""",
        """{"shareDeleteRetentionPolicy":{}}""", "days: 14 → not set")]
    [InlineData("azure-native:operationalinsights:Workspace", """{"retentionInDays":90}""",
        """{"retentionInDays":30}""", "retentionInDays: 90 → 30")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"enablePurgeProtection":true}}""",
        """{"properties":{"enablePurgeProtection":false}}""", "enablePurgeProtection is switched off")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"enableSoftDelete":true}}""",
        """{"properties":{"enableSoftDelete":false}}""", "soft delete cannot be switched off")]
    [InlineData("azure-native:security:Pricing", """{"pricingTier":"Standard"}""",
        """{"pricingTier":"Free"}""", "Defender is switched off")]
    [InlineData("azure-native:monitor:MetricAlert", """{"enabled":true}""",
        """{"enabled":false}""", "an alert is switched off")]
    [InlineData("azure-native:storage:BlobContainerImmutabilityPolicy", """{"immutabilityPeriodSinceCreationInDays":365}""",
        """{"immutabilityPeriodSinceCreationInDays":1}""", "a locked policy is never shortened")]
    [InlineData("azure-native:containerregistry:Registry", """{"policies":{"softDeletePolicy":{"status":"enabled"}}}""",
        """{"policies":{"softDeletePolicy":{"status":"disabled"}}}""", "softDeletePolicy.status is switched off")]
    // What Azure refuses
    [InlineData("azure-native:network:VirtualNetwork", """{"subnets":[{"name":"a","addressPrefix":"10.0.0.0/24"}]}""",
        """{"subnets":[{"name":"a","addressPrefix":"10.0.0.0/23"}]}""", "a subnet that is in use keeps its addresses")]
    [InlineData("azure-native:network:VirtualNetwork", """{"subnets":[{"name":"a"},{"name":"b"}]}""",
        """{"subnets":[{"name":"a"}]}""", "a subnet that is in use is not deleted")]
    [InlineData("azure-native:storage:StorageAccount", """{"sku":{"name":"Standard_LRS"}}""",
        """{"sku":{"name":"Premium_LRS"}}""", "an account is Standard or Premium for life")]
    [InlineData("azure-native:storage:StorageAccount", """{"sku":{"name":"Standard_LRS"}}""",
        """{"sku":{"name":"Standard_ZRS"}}""", "converted on request alone")]
    [InlineData("azure-native:containerregistry:Registry", """{"sku":{"name":"Premium"}}""",
        """{"sku":{"name":"Basic"}}""", "what only Premium has must go first")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"softDeleteRetentionInDays":90}}""",
        """{"properties":{"softDeleteRetentionInDays":30}}""", "A vault keeps the days that it was made with")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"enablePurgeProtection":true}}""",
        """{"properties":{}}""", "Purge protection cannot be switched off")]
    [InlineData("azure-native:apimanagement:ApiManagementService", """{"sku":{"name":"Standard"}}""",
        """{"sku":{"name":"StandardV2"}}""", "Azure turns no classic service into one of version 2")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"networkProfile":{"loadBalancerSku":"basic"}}""",
        """{"networkProfile":{"loadBalancerSku":"standard"}}""", "a cluster keeps its load balancer's SKU")]
    [InlineData("azure-native:containerservice:AgentPool", """{"osDiskType":"Managed"}""",
        """{"osDiskType":"Ephemeral"}""", "Azure refuses it: name the resource differently")]
    [InlineData("azure-native:network:PublicIPAddress", """{"publicIPAllocationMethod":"Static"}""",
        """{"publicIPAllocationMethod":"Dynamic"}""", "an address that is in use keeps its kind")]
    public void Text_InputsChanged_SayWhatItMeans(string type, string before, string after, string expected)
        => Assert.Contains(expected, Text(Resource(type, before), Resource(type, after)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Options))]
    public void Text_OptionsChanged_SayWhich(int index)
    {
        var (before, after, expected) = Changed[index];

        Assert.Contains(expected, Text(Group(before), Group(after)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        true, "azure-native:authorization:RoleAssignment",
        """{"principalId":"33333333-3333-3333-3333-333333333333","roleDefinitionId":"/subscriptions/0/providers/"""
        + """Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","scope":"/subscriptions/0"}""",
        "    roleDefinitionId: Owner (8e3af657-a8ff-443c-a75c-2fe8c4bcb635)\n    scope: /subscriptions/0\n    principalId: whoever "
        + "deploys (33333333-3333-3333-3333-333333333333)\n")]
    [InlineData(
        false, "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7","scope":"/subscriptions/0"}""",
        "    roleDefinitionId: Reader (acdd72a7-3385-48ef-bd42-f606fba81ae7)\n    scope: /subscriptions/0\n")]
    [InlineData(
        true, "azure-native:managedidentity:FederatedIdentityCredential",
        """{"subject":"repo:a/b:ref:refs/heads/main","issuer":"https://token","audiences":["api"]}""",
        "    issuer: https://token\n    subject: repo:a/b:ref:refs/heads/main\n")]
    [InlineData(true, "azure-native:containerservice:AgentPool", """{"vmSize":"Standard_D4ds_v5","count":3,"osType":"Linux"}""",
        "    vmSize: Standard_D4ds_v5\n    count: 3\n")]
    [InlineData(false, "azure-native:containerservice:AgentPool", """{"vmSize":"Standard_D4ds_v5","minCount":1,"maxCount":9}""",
        "    vmSize: Standard_D4ds_v5\n    minCount: 1\n    maxCount: 9\n")]
    [InlineData(
        true, "azure-native:network:SecurityRule", """{"access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"*"}""",
        "    access: Allow\n    direction: Inbound\n    priority: 100\n    sourceAddressPrefix: *\n")]
    [InlineData(
        true, "azure-native:storage:StorageAccount",
        """{"sku":{"name":"Standard_LRS"},"tags":{"a":"b"},"accountName":"x","location":"here","kind":"StorageV2"}""",
        "    kind: StorageV2\n    sku.name: Standard_LRS\n    accountName: x\n      location: here\n      tags.a: b\n")]
    [InlineData(true, "azure-native:managedidentity:FederatedIdentityCredential", """{"issuer":"https://evil"}""",
        "issuer")]
    [InlineData(false, "azure-native:authorization:ManagementLockByScope", """{"level":"CanNotDelete"}""",
        "a lock is gone")]
    [InlineData(false, "azure-native:monitor:DiagnosticSetting", """{"name":"logs"}""",
        "is gone")]
    [InlineData(false, "azure-native:security:Pricing", """{"pricingTier":"Standard"}""",
        "Defender is gone")]
    [InlineData(false, "kubernetes:policy/v1:PodDisruptionBudget", """{"spec":{"minAvailable":1}}""",
        "what keeps replicas up is gone")]
    [InlineData(true, "azuread:index/applicationPassword:ApplicationPassword", """{"applicationId":"a"}""",
        "another credential or issuer")]
    [InlineData(true, "azure-native:storage:StorageAccountStaticWebsite", """{"accountName":"a"}""",
        "a website of anybody's")]
    [InlineData(
        true, "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"privileged":true}}]}}}}""",
        "privileged: true")]
    public void Text_WholeResource_SaysWhatItIs(bool isAdded, string type, string inputs, string expected)
    {
        var resource = Resource(type, inputs);
        var text = isAdded ? Text(null, resource) : Text(resource, null);

        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    // Replaced or removed, Pulumi refuses what is protected before Azure is asked
    [Theory]
    [InlineData("""{"location":"a"}""", """{"location":"b"}""")]
    [InlineData("""{"location":"a"}""", null)]
    public void Text_ProtectedResourceThatGoes_IsRefusedByPulumi(string before, string? after)
    {
        var options = new PlannedOptions { Protect = true };
        const string Vault = "azure-native:keyvault:Vault";

        Assert.Contains(
            "Pulumi deletes nothing that is protected",
            Text(
                Resource(Vault, before) with { Options = options },
                after is null ? null : Resource(Vault, after) with { Options = options }),
            StringComparison.Ordinal);
    }

    // Which of its own inputs change says nothing of it
    [Fact]
    public void Text_WhatIsReplacedWithAnother_SaysWithWhich()
    {
        var follower = Planted.Resource("platform/y", "azure-native:privatedns:PrivateZone", [], new() { ReplaceWith = ["platform/x"] });
        var third = Planted.Resource("platform/z", "azure-native:privatedns:PrivateZone", [], new() { ReplaceWith = ["platform/y"] });
        var diff = PlanDiff.Between(
            Planted.Of(Resource("azure-native:network:PublicIPAddress", """{"location":"a"}"""), follower, third),
            Planted.Of(Resource("azure-native:network:PublicIPAddress", """{"location":"b"}"""), follower, third));

        Assert.Equal(["replaced platform/x location!", "replaced platform/y", "replaced platform/z"], diff.Lines());
        Assert.Equal("it is created anew along with platform/y", diff.Changes[^1].Cause);
    }

    [Fact]
    public void Text_OutputThatWasSecret_SaysThatItCanBeRead()
    {
        var (before, after) = (
            Planted.Of() with { Outputs = new JsonObject { ["key"] = "[secret 0123456789ab]" } },
            Planted.Of() with { Outputs = new JsonObject { ["key"] = "abc" } });

        Assert.Contains("  Exposure: the output key can be read\n", Text(PlanDiff.Between(before, after)), StringComparison.Ordinal);
    }

    // A plan of before there were digests says nothing of its secrets
    [Fact]
    public void Text_SecretsOfAnOlderPlan_AreNoChange()
        => Assert.Equal(
            "dev against HEAD: no change; 1 unchanged\n",
            Text(
                Resource("kubernetes:core/v1:Secret", """{"data":{"k":"[secret]"}}"""),
                Resource("kubernetes:core/v1:Secret", """{"data":{"k":"[secret 0123456789ab]"}}""")));

    public static TheoryData<int> Options => [.. Enumerable.Range(0, Changed.Length)];

    private static (PlannedOptions Before, PlannedOptions After, string Expected)[] Changed { get; } =
    [
        (new PlannedOptions(), new PlannedOptions() { DeletedWith = "platform/group" }, "options.deletedWith: (none) → platform/group"),
        (new PlannedOptions(), new PlannedOptions() { ReplaceWith = ["platform/group"] },
            """options.replaceWith: (none) → ["platform/group"]"""),
        (new PlannedOptions(), new PlannedOptions() { Id = "/subscriptions/0/x" }, "options.id: (none) → /subscriptions/0/x"),
        (new PlannedOptions(), new PlannedOptions() { Import = "/subscriptions/0/x" }, "options.import: (none) → /subscriptions/0/x"),
        (new PlannedOptions(), new PlannedOptions() { Urn = "urn:pulumi:a" }, "options.urn: (none) → urn:pulumi:a"),
        (new PlannedOptions(), new PlannedOptions() { Version = "2.0.0" }, "options.version: (none) → 2.0.0"),
        (new PlannedOptions(), new PlannedOptions() { PluginDownloadUrl = "https://a" }, "options.pluginDownloadUrl: (none) → https://a"),
        (new PlannedOptions(), new PlannedOptions() { HideDiffs = ["properties"] }, """options.hideDiffs: (none) → ["properties"]"""),
        (new PlannedOptions(),
            new PlannedOptions() { Hooks = new Dictionary<string, IReadOnlyList<string>> { ["beforeDelete"] = ["copy"] } },
            """options.hooks: (none) → {"beforeDelete":["copy"]}"""),
        (new PlannedOptions() { Hooks = Two("a", "b") }, new PlannedOptions() { Hooks = Two("b", "a") },
            """options.hooks.beforeCreate[order]: ["a","b"] → ["b","a"]"""),
        (new PlannedOptions(), new PlannedOptions() { ReplacementTrigger = "2" },
            "options.replacementTrigger: (none) → 2  (creates it anew)"),
        (new PlannedOptions(), new PlannedOptions() { EnvVarMappings = new Dictionary<string, string> { ["A"] = "B" } },
            """options.envVarMappings: (none) → {"A":"B"}"""),
        (new PlannedOptions(), new PlannedOptions() { DeleteBeforeReplace = true }, "options.deleteBeforeReplace: (none) → true"),
        (new PlannedOptions() { RetainOnDelete = true }, new PlannedOptions(), "what is deleted here is deleted in the cloud"),
        (new PlannedOptions() { AdditionalSecretOutputs = ["key"] }, new PlannedOptions(), "'key' can be read in the state"),
        (new PlannedOptions() { AdditionalSecretOutputs = ["key", "other"] }, new PlannedOptions() { AdditionalSecretOutputs = ["key"] },
            "'other' can be read in the state"),
        (new PlannedOptions(), new PlannedOptions() { CustomTimeouts = new Dictionary<string, string> { ["create"] = "01:00:00" } },
            """options.customTimeouts: (none) → {"create":"01:00:00"}"""),
        (new PlannedOptions(), new PlannedOptions() { IgnoreChanges = ["tags"] }, """options.ignoreChanges: (none) → ["tags"]"""),
        (new PlannedOptions(), new PlannedOptions() { ReplaceOnChanges = ["tags"] }, """options.replaceOnChanges: (none) → ["tags"]"""),
        (new PlannedOptions() { Protect = true }, new PlannedOptions(), "protection is lifted"),
        (new PlannedOptions(), new PlannedOptions() { Provider = "platform/other" }, "options.provider: (none) → platform/other"),
    ];

    private static Dictionary<string, IReadOnlyList<string>> Two(string one, string other) => new() { ["beforeCreate"] = [one, other] };

    private static PlannedResource Group(PlannedOptions options)
        => Resource("azure-native:resources:ResourceGroup", """{"resourceGroupName":"rg"}""") with { Options = options };

    private static PlannedResource Resource(string type, string inputs)
        => Planted.Resource("platform/x", type, (JsonObject)JsonNode.Parse(inputs)!);

    private static string Text(PlannedResource? before, PlannedResource? after)
        => Text(PlanDiff.Between(before is null ? Planted.Of() : Planted.Of(before), after is null ? Planted.Of() : Planted.Of(after)));

    private static string Text(PlanDiff diff) => Told.Everywhere(diff);
}
