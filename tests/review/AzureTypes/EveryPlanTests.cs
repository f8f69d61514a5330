using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Review.AzureTypes;
using Platform.Review.KubernetesTypes;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;
using Platform.Review.Types;

namespace Platform.Review.Tests.AzureTypes;

/// <summary>Both stacks, in all network modes, with every gateway.</summary>
public sealed class EveryPlanTests
{
    private const string Hub = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub/providers";

    public static TheoryData<string, string, string> Plans
    {
        get
        {
            var plans = new TheoryData<string, string, string>();
            foreach (var stack in Repository.At(RepositoryRoot.Path).Stacks)
                foreach (var isolation in new[] { "public", "privateInternetOutbound", "privateApprovedOutbound" })
                    foreach (var sku in new[] { "Developer", "StandardV2", "Premium" })
                        plans.Add(stack, isolation, sku);
            return plans;
        }
    }

    [Theory, MemberData(nameof(Plans))]
    public async Task In_EveryStackModeAndGateway_FindsNothing(string stack, string isolation, string sku)
    {
        var plan = await PlanAsync(stack, isolation, sku);

        Assert.Empty(TypeFaults.In(plan).Concat(ObjectFaults.In(plan)).Select(Text));
        // So that nothing is found for want of anything to look at
        Assert.True(plan.Resources.Count(resource => resource.Type.StartsWith("azure-native:", StringComparison.Ordinal)) > 100);
    }

    [Theory]
    [InlineData("dev", "Premium", "private"), InlineData("dev", "StandardV2", "private")]
    [InlineData("prod", "Premium", "public"), InlineData("prod", "StandardV2", "private")]
    public async Task In_WithEverythingOn_FindsNothing(string stack, string sku, string exposure)
    {
        var plan = await SoundPlan.RecordAsync(Everything(stack, sku, exposure));

        Assert.Empty(TypeFaults.In(plan).Concat(ObjectFaults.In(plan)).Select(Text));
    }

    [Theory, InlineData("iris"), InlineData("bank")]
    public async Task In_WithEitherModelTrained_FindsNothing(string model)
    {
        var plan = await SoundPlan.RecordAsync(Configuration(
            "dev", "public", "Developer",
            new() { ["retrainingEnabled"] = "true", ["retrainingModel"] = model, ["retrainingSweepTrials"] = "4" }));

        Assert.Empty(TypeFaults.In(plan).Concat(ObjectFaults.In(plan)).Select(Text));
        Assert.Contains(plan.Resources, resource => $"{resource.Inputs["name"]}" == $"{model}_trial");
    }

    // Not with hours, which everything else has
    [Theory]
    [InlineData("dev", "public", "lrs"), InlineData("dev", "privateInternetOutbound", "zrs"),
        InlineData("prod", "privateApprovedOutbound", "gzrs")]
    public async Task In_WithTheClusterBackedUp_FindsNothing(string stack, string isolation, string redundancy)
    {
        var plan = await SoundPlan.RecordAsync(
            Configuration(stack, isolation, "Developer", new() { ["clusterBackupDays"] = "30", ["storageRedundancy"] = redundancy }));

        Assert.Empty(TypeFaults.In(plan).Concat(ObjectFaults.In(plan)).Select(Text));
        Assert.Contains(plan.Resources, resource => resource.Type == "azure-native:dataprotection:BackupInstance");
    }

    [Theory, InlineData("dev", "StandardV2"), InlineData("dev", "Developer"), InlineData("prod", "Premium")]
    public async Task In_BehindAFrontDoor_FindsNothing(string stack, string sku)
    {
        const string id = "12345678-aaaa-bbbb-cccc-1234567890ab";
        var plan = await SoundPlan.RecordAsync(Configuration(
            stack, "public", sku, new() { ["gatewayFrontDoorId"] = id, ["gatewayFrontDoorHost"] = "api.example.com" }));

        Assert.Empty(TypeFaults.In(plan).Concat(ObjectFaults.In(plan)).Select(Text));
        Assert.Contains(plan.Resources, resource => resource.Path.EndsWith("/fragment-front-door", StringComparison.Ordinal));
    }

    // It takes a twentieth of that where nothing else runs
    [Theory]
    [InlineData("dev", "public"), InlineData("prod", "privateApprovedOutbound")]
    public async Task In_DefinitionsThatWereReadBefore_TakesTwoSecondsAtMost(string stack, string isolation)
    {
        var plan = await PlanAsync(stack, isolation, "Premium");
        TypeFaults.In(plan);
        var start = Stopwatch.GetTimestamp();

        TypeFaults.In(plan);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    // So that no resource is passed over in silence
    [Theory]
    [InlineData("dev", "public"), InlineData("prod", "privateApprovedOutbound")]
    public async Task In_AnInputOfNoSuchName_IsFoundOnEveryResource(string stack, string isolation)
    {
        var plan = await PlanAsync(stack, isolation, "Premium");
        var azure = plan.Resources.Where(resource => resource.Custom && resource.Type.StartsWith("azure-native:", StringComparison.Ordinal))
            .Select(resource => resource with { Inputs = With(resource.Inputs) }).ToArray();

        var found = TypeFaults.In(plan with { Resources = azure }).Where(fault => fault.Path == "thereIsNoSuchInput").ToArray();

        Assert.Equal(azure.Select(resource => resource.Path).Order(), found.Select(fault => fault.Resource.Path).Order());
        Assert.All(found, fault => Assert.Equal(FaultKind.Unknown, fault.Kind));
    }

    internal static StackConfiguration Everything(string stack, string sku, string exposure)
        => Configuration(stack, "privateInternetOutbound", sku, new()
        {
            ["gatewayExposure"] = exposure, ["gatewayTokensRequired"] = "true",
            ["gatewayAllowedOrigins"] = """["https://app.example.com"]""",
            ["defenderPlans"] = """["Containers","KeyVaults"]""", ["githubRepository"] = "contoso/platform",
            ["registryReplicas"] = """["northeurope"]""", ["retrainingEnabled"] = "true",
            ["retrainingSweepTrials"] = "4", ["retrainingInsights"] = "true",
            ["serverlessModel"] = "azureml://registries/azureml/models/Phi-4",
            ["endpointEnabled"] = "true", ["endpointGreenVersion"] = "1", ["endpointGreenPercent"] = "10",
            ["clusterSpotNodesMax"] = "3", ["clusterGpuNodesMax"] = "1", ["clusterEncryptionAtHost"] = "true",
            ["workloadCanaryPercent"] = "10", ["workloadStableTag"] = "0123456789ab", ["storageRedundancy"] = "gzrs",
            ["billingEnabled"] = "true", ["billingProvider"] = "stripe", ["billingDatabaseZone"] = "2",
            ["billingDatabaseSize"] = "Standard_E2ds_v5", ["billingDatabaseStandby"] = "sameZone",
            ["gatewayHostName"] = "api.example.com", ["gatewayPortalHostName"] = "developer.example.com",
            ["gatewayCertificateVaultId"] = $"{Hub}/Microsoft.KeyVault/vaults/kv-hub",
            ["gatewayDnsZone"] = sku == "Premium" && exposure == "private" ? "" : "example.com",
            ["gatewayBackupAccountId"] = sku == "Premium" ? $"{Hub}/Microsoft.Storage/storageAccounts/sthub" : "",
            ["clusterHours"] = "07:00-19:00", ["clusterKeyEncryption"] = "true", ["runnerEnabled"] = "true", ["networkFlowLogDays"] = "30",
            ["networkDdosPlanId"] = $"{Hub}/Microsoft.Network/ddosProtectionPlans/ddos-hub",
            ["networkLinkedNetworks"] = $"""["{Hub}/Microsoft.Network/virtualNetworks/vnet-vpn"]""",
        });

    private static Task<Plan> PlanAsync(string stack, string isolation, string sku)
        => SoundPlan.RecordAsync(Configuration(stack, isolation, sku, []));

    private static StackConfiguration Configuration(string stack, string isolation, string sku, Dictionary<string, string> more)
    {
        var configuration = SoundPlan.Configuration(stack, isolation);
        var values = new Dictionary<string, string>(configuration.Values)
        {
            ["platform:gatewaySku"] = sku, ["platform:gatewayUnits"] = sku == "Premium" ? "3" : "1", ["platform:registrySku"] = "Premium",
            ["platform:gatewayZones"] = sku == "Premium" ? """["1","2","3"]""" : "[]",
        };
        foreach (var (name, value) in more)
            values[$"platform:{name}"] = value;
        return configuration with { Values = values };
    }

    private static string Text(TypeFault fault) => $"{fault.Kind} {fault.Resource.Path} {fault.Path}: {fault.Given}, not {fault.Allowed}";

    private static JsonObject With(JsonObject inputs)
    {
        var all = (JsonObject)inputs.DeepClone();
        all["thereIsNoSuchInput"] = true;
        return all;
    }
}
