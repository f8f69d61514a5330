using System.Text.Json.Nodes;
using Platform.Review.AzureTypes;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.Tests.AzureTypes;

public sealed class ResourceCheckTests
{
    [Theory]
    [InlineData("monitor:ScheduledQueryRule", """{"ruleName":"r","criteria":{"allOf":[{"operator":"gt"}]}}""",
        "criteria.allOf[0].operator", "'gt'",
        "'GreaterThan' or 'GreaterThanOrEqual' or 'LessThan' or 'LessThanOrEqual' or 'GreaterOrLessThan' or 'Equal'")]
    [InlineData("storage:StorageAccount", """{"accountName":"st1","kind":"StorageV2","sku":{"name":"Standard_LRS"},"networkRuleSet":{}}""",
        "networkRuleSet.defaultAction", "nothing", "'Allow' or 'Deny'")]
    [InlineData("storage:StorageAccount", """{"accountName":"s","kind":"StorageV2","sku":{"name":"Standard_LRS"}}""",
        "accountName", "'s'", "a text of 3 to 24 characters that matches ^[a-z0-9]+$")]
    [InlineData("network:VirtualNetwork", """{"virtualNetworkName":"v","subnets":[{"name":"s","addressPrefix":1}]}""",
        "subnets[0].addressPrefix", "the number 1", "a text")]
    [InlineData("apimanagement:Subscription", """{"serviceName":"a","sid":"s","displayName":"s","scope":"/apis","notify":true}""",
        "notify", "the truth value true", "an input of which the package says where it goes")]
    [InlineData("machinelearningservices:Compute", """{"workspaceName":"w","computeName":"gpu","properties":{"computeType":"Gpu"}}""",
        "properties.computeType", "'Gpu'",
        "'AKS' or 'AmlCompute' or 'ComputeInstance' or 'DataFactory' or 'DataLakeAnalytics' or 'Databricks' or 'HDInsight' or "
        + "'Kubernetes' or 'SynapseSpark' or 'VirtualMachine'")]
    public void Of_AnInputThatAzureRefuses_SaysWhereWhatAndWhatIsAllowed(
        string kind, string inputs, string path, string given, string allowed)
    {
        var fault = Assert.Single(ResourceCheck.Of(Resource(kind, inputs)));

        Assert.Equal((path, given, allowed), (fault.Path, fault.Given, fault.Allowed));
    }

    [Theory]
    // In the form that azure-native has, with what Azure calls otherwise, and a list where Azure has a map
    [InlineData(
        "storage:StorageAccount",
        """{"accountName":"st1","kind":"StorageV2","sku":{"name":"Standard_LRS"},"enableHttpsTrafficOnly":true,"networkRuleSet":"""
        + """{"defaultAction":"Deny","ipRules":[{"iPAddressOrRange":"1.2.3.4"}]}}""")]
    [InlineData(
        "containerregistry:Registry",
        """{"registryName":"registry","sku":{"name":"Premium"},"identity":{"type":"UserAssigned","userAssignedIdentities":"""
        + """["/subscriptions/s"]}}""")]
    [InlineData("network:VirtualNetwork", """{"virtualNetworkName":"v","subnets":[{"name":"s","addressPrefix":"10.0.0.0/24"}]}""")]
    [InlineData("keyvault:Secret", """{"vaultName":"v","secretName":"s","properties":{"value":"[secret]","attributes":{"expires":1}}}""")]
    public void Of_ARightResource_FindsNothing(string kind, string inputs)
        => Assert.Empty(ResourceCheck.Of(Resource(kind, inputs)).Select(fault => $"{fault.Path}: {fault.Given}, not {fault.Allowed}"));

    [Fact]
    public void Of_ANameThatPulumiMakes_CountsWhatPulumiAdds()
    {
        var fault = Assert.Single(ResourceCheck.Of(
            Resource("storage:StorageAccount", """{"kind":"StorageV2","sku":{"name":"Standard_LRS"}}""", name: "seventeenletters17")));

        Assert.Equal(
            (FaultKind.Name, "'seventeenletters170a1b2c3d', made by Pulumi"), (fault.Kind, fault.Given));
    }

    [Theory]
    [InlineData(
        """[{"type":"Microsoft.ApiManagement/service/portalRevisions","apiVersion":"2024-05-01","name":"[format('{0}/r', """
        + """'apim')]","properties":{"isCurrent":"[parameters('now')]"}}]""", null)]
    [InlineData(
        """[{"type":"Microsoft.ApiManagement/service/portalRevisions","apiVersion":"2024-05-01","name":"a/r","properties":"""
        + """{"isCurrent":"yes"}}]""",
        "properties.template.resources[0].properties.isCurrent: 'yes', not true or false")]
    [InlineData(
        """{"revision":{"type":"Microsoft.ApiManagement/service/portalRevisions","apiVersion":"2024-05-01","name":"a/r","properties":"""
        + """{"isNow":true}}}""",
        "properties.template.resources.revision.properties.isNow: the truth value true, not one of description, isCurrent")]
    [InlineData("""[{"type":"Microsoft.ApiManagement/service","apiVersion":"1999-01-01","name":"a"}]""",
        "properties.template.resources[0]: Microsoft.ApiManagement/service@1999-01-01, not a type and version that Azure's types define")]
    public void Of_ADeploymentsTemplate_HoldsItsResources(string resources, string? expected)
    {
        var deployment = Resource(
            "resources:Deployment",
            $$$"""{"deploymentName":"d","properties":{"mode":"Incremental","template":{"resources": {{{resources}}} } } }""");

        Assert.Equal(
            expected is null ? [] : [expected],
            ResourceCheck.Of(deployment).Select(fault => $"{fault.Path}: {fault.Given}, not {fault.Allowed}"));
    }

    private static PlannedResource Resource(string kind, string inputs, string name = "it")
    {
        var members = (JsonObject)JsonNode.Parse(inputs)!;
        members["resourceGroupName"] = "rg-platform";
        return new($"platform/{name}", name, $"azure-native:{kind}", true, "platform", new(), members);
    }
}
