using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff.Risks;

public sealed class RiskRulesTests
{
    private const string Vault = "azure-native:keyvault:Vault";
    private const string Product = "azure-native:apimanagement:Product";
    private const string Zone = "azure-native:privatedns:PrivateZone";

    [Theory]
    [InlineData(Vault, """{"properties":{"publicNetworkAccess":"Disabled"}}""", """{"properties":{"publicNetworkAccess":"Enabled"}}""",
        "Exposure publicNetworkAccess")]
    [InlineData(Vault, """{"properties":{"networkAcls":{"ipRules":[]}}}""",
        """{"properties":{"networkAcls":{"ipRules":[{"value":"203.0.113.1"}]}}}""", "Exposure networkAcls", "Network ipRules")]
    [InlineData(Vault, """{"tags":{}}""", """{"tags":{"a":"b"}}""", "None ")]
    [InlineData(Vault, """{"location":"a"}""", """{"location":"b"}""", "Loss created anew, and it holds data or identity")]
    [InlineData(Vault, """{"properties":{"accessPolicies":[]}}""", """{"properties":{"accessPolicies":[{"objectId":"x"}]}}""",
        "Grant accessPolicies")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowBlobPublicAccess":false}""", """{"allowBlobPublicAccess":true}""",
        "Exposure allowBlobPublicAccess")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"sku":{"tier":"Free"}}""", """{"sku":{"tier":"Standard"}}""",
        "Price sku", "Price tier")]
    [InlineData("azure-native:authorization:RoleAssignment", """{"description":"Reads images"}""", """{"description":"Pulls images"}""",
        "Grant Pulls images")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{"securityRules":[]}""", """{"securityRules":[{"name":"a"}]}""",
        "Network rules of traffic")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{"tags":{}}""", """{"tags":{"a":"b"}}""", "None ")]
    [InlineData("azure-native:network:VirtualNetwork", """{"subnets":[{"name":"a","networkSecurityGroup":{"id":"x"}}]}""",
        """{"subnets":[{"name":"a"}]}""", "Network networkSecurityGroup")]
    [InlineData("azure-native:apimanagement:ProductPolicy", """{"value":"<a/>"}""", """{"value":"<b/>"}""", "Price a tier's calls")]
    [InlineData(Product, """{"description":"Much. 49 EUR a month: up to 1 call a minute"}""",
        """{"description":"Much. 1,249.50 EUR a month: up to 1 call a minute"}""", "Price a tier's price")]
    [InlineData(Product, """{"description":"Much. Free of charge: up to 1 call a minute"}""",
        """{"description":"Much. 49 USD a month: up to 1 call a minute"}""", "Price a tier's price")]
    [InlineData(Product, """{"description":"Much. 49 EUR a month: up to 1 call a minute"}""",
        """{"description":"More. 49 EUR a month: up to 1 call a minute"}""", "None ")]
    [InlineData(
        "azuread:index/application:Application", """{"appRoles":[]}""", """{"appRoles":[{"value":"tier.gold"}]}""", "Grant appRoles")]
    [InlineData("azuread:index/application:Application", """{"api":{}}""", """{"api":{"oauth2PermissionScopes":[{"value":"predict"}]}}""",
        "Grant oauth2PermissionScopes")]
    [InlineData(
        "kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{"a":1}}""", """{"spec":{"a":2}}""", "Network rules of traffic")]
    [InlineData("kubernetes:keda.sh/v1alpha1:ScaledObject", """{"spec":{"maxReplicaCount":1}}""", """{"spec":{"maxReplicaCount":2}}""",
        "Price maxReplicaCount")]
    [InlineData("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", """{"spec":{"maxReplicas":1}}""", """{"spec":{"maxReplicas":2}}""",
        "Price maxReplicas")]
    public void Of_Changed_SaysWhy(string type, string before, string after, params string[] expected)
        => Assert.Equal(expected, Risks(Resource(type, before), Resource(type, after)));

    [Theory]
    [InlineData(Vault, "{}", "None ")]
    [InlineData(Vault, """{"properties":{"publicNetworkAccess":"Enabled"}}""", "Exposure publicNetworkAccess")]
    [InlineData(Vault, """{"properties":{"publicNetworkAccess":"Disabled"}}""", "None ")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowSharedKeyAccess":true,"sku":{"name":"x"}}""",
        "Exposure allowSharedKeyAccess", "Price more to pay for")]
    [InlineData("azure-native:applicationinsights:Component", """{"disableLocalAuth":false}""", "Exposure disableLocalAuth")]
    [InlineData("azure-native:apimanagement:ApiManagementService", """{"virtualNetworkType":"External"}""", "Exposure virtualNetworkType")]
    [InlineData("azure-native:apimanagement:ApiManagementService", """{"virtualNetworkType":"Internal"}""", "None ")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"apiServerAccessProfile":{"enablePrivateCluster":false}}""",
        "Exposure apiServerAccessProfile")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"apiServerAccessProfile":{"enablePrivateCluster":true}}""", "None ")]
    [InlineData("azure-native:network:PublicIPAddress", "{}", "Exposure a public IP address", "Price more to pay for")]
    [InlineData("azure-native:authorization:RoleAssignment", """{"principalId":"x"}""", "Grant rights")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{"securityRules":[{"name":"a"}]}""", "Network rules of traffic")]
    [InlineData(Zone, """{"location":"global"}""", "None ")]
    [InlineData(Product, "{}", "Price a tier more to sell")]
    public void Of_Added_SaysWhy(string type, string inputs, params string[] expected)
        => Assert.Equal(expected, Risks(null, Resource(type, inputs)));

    [Theory]
    [InlineData(Vault, false, false, "Loss deleted, and it holds data or identity")]
    [InlineData(Vault, true, false, "Loss deleted, and it is protected", "Refusal Pulumi deletes nothing that is protected")]
    [InlineData(Zone, true, false, "Loss deleted, and it is protected", "Refusal Pulumi deletes nothing that is protected")]
    [InlineData(Zone, false, false, "None ")]
    [InlineData(Vault, false, true, "None ")]
    [InlineData("azure-native:authorization:RoleAssignment", false, false, "None ")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", false, false, "Network rules of traffic")]
    [InlineData("azure-native:network:NatGateway", false, false, "Price less to pay for")]
    [InlineData(Product, false, false, "Price a tier less to sell")]
    public void Of_Removed_SaysWhy(string type, bool isProtected, bool isRetained, params string[] expected) => Assert.Equal(
        expected,
        Risks(Resource(type, "{}") with { Options = new() { Protect = isProtected, RetainOnDelete = isRetained } }, null));

    [Fact]
    public void Of_ProtectionLifted_IsALoss() => Assert.Equal(
        ["Loss protection is lifted"],
        Risks(Resource(Zone, "{}") with { Options = new() { Protect = true } }, Resource(Zone, "{}")));

    [Fact]
    public void Of_MovedWithoutAlias_IsALossOfWhatItHolds() => Assert.Equal(
        ["Loss created anew for want of an alias, and it holds data or identity"],
        Risks(Resource(Vault, "{}"), Resource(Vault, "{}") with { Path = "platform/b", Name = "b" }));

    [Fact]
    public void Between_Changes_AreMostSeriousFirst()
    {
        PlannedResource[] before = [At("a", Zone, "{}"), At("b", Vault, "{}"), At("c", "azure-native:network:NatGateway", "{}")];
        PlannedResource[] after =
        [
            At("d", Zone, "{}"), At("e", "azure-native:authorization:RoleAssignment", "{}"),
            At("f", "azure-native:network:PublicIPAddress", "{}"),
            At("g", "azure-native:network:RouteTable", "{\"routes\":[{\"name\":\"all\"}]}"),
        ];

        Assert.Equal(
            ["removed platform/b", "added platform/f", "added platform/e", "added platform/g", "removed platform/c", "moved platform/d"],
            PlanDiff.Between(Planted.Of(before), Planted.Of(after)).Lines());
    }

    private static PlannedResource At(string name, string type, string inputs)
        => Planted.Resource($"platform/{name}", type, (JsonObject)JsonNode.Parse(inputs)!);

    private static PlannedResource Resource(string type, string inputs) => At("a", type, inputs);

    private static string[] Risks(PlannedResource? before, PlannedResource? after)
    {
        var diff = PlanDiff.Between(before is null ? Planted.Of() : Planted.Of(before), after is null ? Planted.Of() : Planted.Of(after));
        return [.. Assert.Single(diff.Changes).Risks.Select(risk => $"{risk.Kind} {risk.Reason}")];
    }
}
