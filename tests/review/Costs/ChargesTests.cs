using Platform.Review.Costs;
using Platform.Review.Costs.Kinds;
using Platform.Review.Costs.Usage;

namespace Platform.Review.Tests.Costs;

/// <summary>What a month of each kind of resource uses.</summary>
public sealed class ChargesTests
{
    private const string Azure = "azure-native:";

    // Each assumption another number, so that a mix-up shows
    private static readonly UsageAssumptions _usage = new()
    {
        AverageNodes = 50,
        Training = 3,
        BatchScoring = 5,
        Logs = 7,
        MetricSamples = 110,
        Builds = 13,
        Images = 17,
        Stored = 19,
        StorageReads = 0.23m,
        StorageWrites = 0.29m,
        VaultOperations = 0.31m,
        DataOut = 37,
        Outbound = 41,
        PrivateData = 43,
        QuotaUsed = 50,
    };

    [Theory]
    [InlineData("apimanagement:ApiManagementService", """{ "sku": { "name": "Premium", "capacity": 3 } }""",
        "API Management Premium, Gateway unit 2190 hour", "Bandwidth, Out to the internet 37 GB")]
    [InlineData("apimanagement:ApiManagementService",
        """{ "sku": { "name": "Premium", "capacity": 1 }, "additionalLocations": [ { "location": "North Europe", "sku": { "capacity":"""
        + """ 2 } } ] }""",
        "API Management Premium, Gateway unit 730 hour", "API Management Premium, Gateway unit 1460 hour northeurope",
        "Bandwidth, Out to the internet 37 GB")]
    [InlineData("apimanagement:ApiManagementService", """{ "sku": { "name": "StandardV2", "capacity": 3 } }""",
        "API Management StandardV2, Gateway unit 730 hour", "API Management StandardV2, Further gateway unit 1460 hour",
        "API Management StandardV2, Calls 0.378 1,000,000 calls", "Bandwidth, Out to the internet 37 GB")]
    [InlineData("apimanagement:ApiManagementService", """{ "sku": { "name": "Consumption", "capacity": 0 } }""",
        "API Management Consumption, Calls 0.378 1,000,000 calls", "Bandwidth, Out to the internet 37 GB")]
    [InlineData("applicationinsights:WebTest", """{ "frequency": 600, "locations": [ { "id": "a" }, { "id": "b" } ] }""",
        "Azure Monitor, Web test 8760 execution")]
    [InlineData("applicationinsights:WebTest", """{ "enabled": false, "frequency": 600, "locations": [ { "id": "a" } ] }""")]
    [InlineData("containerregistry:Registry", """{ "sku": { "name": "Basic" } }""",
        "Container Registry Basic, Registry 30.416667 day", "Container Registry Basic, Images 17 GB for a month")]
    [InlineData("containerregistry:Replication", """{ "location": "northeurope" }""",
        "Container Registry Premium, Replica 30.416667 day northeurope")]
    [InlineData("containerregistry:AgentPool", """{ "count": 2, "tier": "S2" }""",
        "Container Registry, Processor of a build 21024000 second")]
    [InlineData("dataprotection:BackupInstance",
        """{ "properties": { "policyInfo": { "policyParameters": { "backupDatasourceParametersList": [ { "includedNamespaces": ["""
        + """ "a", "b" ] } ] } } } }""",
        "Backup, Namespace 2 month")]
    [InlineData("dbforpostgresql:Server",
        """{ "sku": { "name": "Standard_D4ds_v5", "tier": "GeneralPurpose" }, "storage": { "storageSizeGB": 64 }, "highAvailability": {"""
        + """ "mode": "ZoneRedundant" }, "backup": { "geoRedundantBackup": "Enabled" } }""",
        "Azure Database for PostgreSQL GeneralPurpose, Processor 5840 hour", "Azure Database for PostgreSQL, Storage 128 GB for a month",
        "Azure Database for PostgreSQL, Backup 64 GB for a month")]
    [InlineData("dbforpostgresql:Server",
        """{ "sku": { "name": "Standard_B1ms", "tier": "Burstable" }, "storage": { "storageSizeGB": 32 }, "highAvailability": { "mode":"""
        + """ "Disabled" }, "backup": { "geoRedundantBackup": "Disabled" } }""",
        "Azure Database for PostgreSQL Standard_B1ms, Compute 730 hour", "Azure Database for PostgreSQL, Storage 32 GB for a month")]
    [InlineData("resources:Deployment", "{}")]
    [InlineData("resources:Deployment", """
        { "properties": { "template": { "resources": [ { "type": "Microsoft.ContainerRegistry/registries/taskRuns", "properties": { "runRequest": {} } } ] } } }
        """,
        "Container Registry, Processor of a build 1560 second")]
    [InlineData("resources:Deployment", """
        { "properties": { "template": { "resources": [ { "type": "Microsoft.ContainerRegistry/registries/taskRuns",
          "properties": { "runRequest": { "agentPoolName": "builds" } } } ] } } }
        """)]
    [InlineData("resources:Deployment", """
        { "properties": { "template": { "resources": [
          { "type": "Microsoft.ContainerRegistry/registries/taskRuns", "properties": { "runRequest": { "agentPoolName": "builds" } } },
          { "type": "Microsoft.ContainerRegistry/registries/agentPools", "properties": { "count": 1, "tier": "S2" } } ] } } }
        """,
        "Container Registry, Processor of a build 3120 second")]
    [InlineData("containerservice:ManagedCluster", """{ "sku": { "tier": "Free" } }""",
        "Load Balancer Standard, Rules 730 hour", "Load Balancer Standard, Data 43 GB", "Public IP Addresses Standard, Address 730 hour")]
    [InlineData("containerservice:ManagedCluster", """
        { "sku": { "tier": "Standard" }, "networkProfile": { "outboundType": "userDefinedRouting" },
          "agentPoolProfiles": [ { "vmSize": "A", "enableAutoScaling": true, "minCount": 1, "maxCount": 2, "osDiskSizeGB": 100 } ] }
        """,
        "Azure Kubernetes Service Standard, Cluster 730 hour", "Virtual Machines A, Compute 1095 hour",
        "Managed Disks P10, Disk, LRS 1.5 month")]
    [InlineData("keyvault:Vault", """{ "properties": { "sku": { "name": "premium" } } }""",
        "Key Vault premium, Operations 31 10,000 operations")]
    [InlineData("machinelearningservices:Compute", """
        { "properties": { "computeType": "AmlCompute", "properties": { "vmSize": "A", "scaleSettings": { "minNodeCount": 0 } } } }
        """,
        "Virtual Machines A, Compute 3 hour")]
    [InlineData("machinelearningservices:Compute", """
        { "properties": { "computeType": "AmlCompute", "properties": { "vmSize": "A", "vmPriority": "LowPriority", "scaleSettings": { "minNodeCount": 2 } } } }
        """,
        "Virtual Machines A, Low priority 1463 hour")]
    [InlineData(
        "machinelearningservices:Compute", """{ "properties": { "computeType": "ComputeInstance", "properties": { "vmSize": "A" } } }""",
        "Virtual Machines A, Compute 730 hour")]
    [InlineData("machinelearningservices:Compute", """{ "properties": { "computeType": "Kubernetes" } }""")]
    [InlineData("machinelearningservices:OnlineDeployment",
        """{ "sku": { "capacity": 2 }, "properties": { "endpointComputeType": "Managed", "instanceType": "A" } }""",
        "Virtual Machines A, Compute 1460 hour")]
    [InlineData("machinelearningservices:OnlineDeployment", """{ "properties": { "endpointComputeType": "Kubernetes" } }""")]
    [InlineData("machinelearningservices:BatchDeployment", """{ "properties": { "resources": { "instanceType": "A" } } }""",
        "Virtual Machines A, Compute 5 hour")]
    [InlineData("machinelearningservices:BatchDeployment", """{ "properties": { "compute": "/a/cluster" } }""")]
    [InlineData("machinelearningservices:ServerlessEndpoint", "{}", "Azure Machine Learning, Serverless tokens 1 1,000,000 tokens")]
    [InlineData("monitor:AzureMonitorWorkspace", "{}", "Azure Monitor Prometheus, Samples 11 10,000,000 samples",
        "Azure Monitor Prometheus, Queries 10 10,000,000 samples")]
    [InlineData("monitor:MetricAlert", """{ "scopes": ["a", "b"], "criteria": { "allOf": [ {}, {}, {} ] } }""",
        "Azure Monitor Alerts, Metric series 6 month global")]
    [InlineData("monitor:MetricAlert", """{ "enabled": false }""")]
    [InlineData("monitor:ScheduledQueryRule", """{ "evaluationFrequency": "PT1M" }""",
        "Azure Monitor Alerts, Log query every minute 1 month")]
    [InlineData("monitor:ScheduledQueryRule", "{}", "Azure Monitor Alerts, Log query every 5 minutes 1 month")]
    [InlineData("monitor:ScheduledQueryRule", """{ "evaluationFrequency": "PT10M" }""",
        "Azure Monitor Alerts, Log query every 10 minutes 1 month")]
    [InlineData("monitor:ScheduledQueryRule", """{ "evaluationFrequency": "PT1H" }""",
        "Azure Monitor Alerts, Log query every 15 minutes 1 month")]
    [InlineData("monitor:ScheduledQueryRule", """{ "enabled": false }""")]
    [InlineData("network:AzureFirewall", """{ "sku": { "tier": "Premium" } }""",
        "Azure Firewall Premium, Deployment 730 hour", "Azure Firewall Premium, Data 41 GB")]
    [InlineData("network:NatGateway", """{ "sku": { "name": "Standard" } }""", "NAT Gateway Standard, Gateway 730 hour",
        "NAT Gateway Standard, Data 41 GB")]
    [InlineData("network:PrivateEndpoint", "{}", "Private Link, Endpoint 730 hour", "Private Link, Data 43 GB")]
    [InlineData("network:PublicIPAddress", """{ "sku": { "name": "StandardV2" } }""", "Public IP Addresses Standard, Address 730 hour")]
    [InlineData("network:PublicIPAddress", """{ "sku": { "name": "Standard" } }""", "Public IP Addresses Standard, Address 730 hour")]
    [InlineData("operationalinsights:Workspace", """{ "retentionInDays": 41 }""",
        "Log Analytics PerGB2018, Ingestion 212.916667 GB", "Log Analytics PerGB2018, Retention 35 GB for a month")]
    [InlineData("operationalinsights:Workspace", """{ "retentionInDays": 101 }""",
        "Log Analytics PerGB2018, Ingestion 212.916667 GB", "Log Analytics PerGB2018, Retention 283.5 GB for a month")]
    [InlineData("operationalinsights:Workspace", """{ "retentionInDays": 30, "workspaceCapping": { "dailyQuotaGb": 2.4 } }""",
        "Log Analytics PerGB2018, Ingestion 73 GB", "Log Analytics PerGB2018, Retention 0 GB for a month")]
    [InlineData("privatedns:PrivateZone", "{}", "Azure DNS Private, Zone 1 month global",
        "Azure DNS Private, Queries 0.5 1,000,000 queries global")]
    [InlineData("security:Pricing", """{ "pricingName": "KeyVaults", "pricingTier": "Free" }""")]
    [InlineData("security:Pricing", """{ "pricingName": "Arm", "pricingTier": "Standard" }""", "Defender for Cloud Arm, Plan 1 month")]
    [InlineData("security:Pricing", """{ "pricingName": "Containers", "pricingTier": "Standard" }""",
        "Defender for Cloud Containers, Plan 4 month")]
    [InlineData("security:Pricing", """{ "pricingName": "CloudPosture", "pricingTier": "Standard" }""",
        "Defender for Cloud CloudPosture, Plan 2 month")]
    [InlineData("storage:StorageAccount", """{ "accessTier": "Cool", "sku": { "name": "Standard_GZRS" } }""",
        "Storage Cool GZRS, Data 19 GB for a month", "Storage Cool GZRS, Reads 23 10,000 operations",
        "Storage Cool GZRS, Writes 29 10,000 operations")]
    public void Charges_OfAKind_AreItsMeters(string type, string inputs, params string[] expected)
    {
        var resource = MadePlan.Resource("platform/x/it", $"{Azure}{type}", inputs);
        // With two nodes of two processors, and tiers that are expected to make 378,000 calls
        var plan = TierReportTests.Plan("USD");
        plan = plan with { Resources = [.. plan.Resources, resource] };

        var charges = BillableKinds.Find(resource.Type)!(resource, new CostContext(plan, _usage, MadePlan.Prices));

        Assert.Equal(expected, charges.Select(Text));
    }

    [Theory]
    [InlineData("kubernetes:core/v1:Service", """{ "spec": { "type": "LoadBalancer" } }""",
        "Load Balancer Standard, Rules 730 hour", "Load Balancer Standard, Data 43 GB")]
    [InlineData("kubernetes:core/v1:Service", """{ "spec": { "type": "ClusterIP" } }""")]
    [InlineData("kubernetes:core/v1:PersistentVolumeClaim", """{ "spec": { "resources": { "requests": { "storage": "64Gi" } } } }""",
        "Managed Disks P6, Disk, LRS 1 month")]
    public void Charges_InTheCluster_AreWhatAzureMakesForThem(string type, string inputs, params string[] expected)
    {
        var resource = MadePlan.Resource("platform/x/it", type, inputs);

        var charges = BillableKinds.Find(type)!(resource, new CostContext(MadePlan.Of(resource), _usage, MadePlan.Prices));

        Assert.Equal(expected, charges.Select(Text));
    }

    [Fact]
    public void Charges_ScaledEndpoint_AreThoseOfItsAverage()
    {
        var scaling = MadePlan.Resource("platform/x/scaling", "azure-native:monitor:AutoscaleSetting",
            """{ "targetResourceUri": "/a/endpoint/deployments/blue", "profiles": [ { "capacity": { "minimum": "2", "maximum":"""
            + """ "6" } } ] }""");
        var deployment = MadePlan.Resource("platform/x/blue", "azure-native:machinelearningservices:OnlineDeployment",
            """{ "deploymentName": "blue", "sku": { "capacity": 2 }, "properties": { "instanceType": "A" } }""");

        var charges =
            BillableKinds.Find(deployment.Type)!(deployment, new CostContext(MadePlan.Of(scaling, deployment), _usage, MadePlan.Prices));

        Assert.Equal(["Virtual Machines A, Compute 2920 hour"], charges.Select(Text));
        Assert.Equal("4 instances of 2 to 6", Assert.Single(charges).Basis);
    }

    [Theory]
    [InlineData("Disabled", "")]
    [InlineData("AllowInternetOutbound", "", "Private Link, Endpoint 3650 hour", "Private Link, Data 215 GB")]
    [InlineData("AllowOnlyApprovedOutbound", "ServiceTag", "Private Link, Endpoint 3650 hour", "Private Link, Data 215 GB")]
    [InlineData("AllowOnlyApprovedOutbound", "FQDN",
        "Private Link, Endpoint 3650 hour", "Private Link, Data 215 GB", "Azure Firewall Basic, Deployment 730 hour",
        "Azure Firewall Basic, Data 41 GB")]
    public void Charges_OfAWorkspace_AreWhatAzurePutsIntoItsNetwork(string mode, string rule, params string[] expected)
    {
        var workspace = MadePlan.Resource("platform/x/workspace", $"{Azure}machinelearningservices:Workspace", $$"""
            { "workspaceName": "mlw", "storageAccount": "a", "keyVault": "b", "containerRegistry": "c", "publicNetworkAccess": "Disabled",
              "managedNetwork": { "isolationMode": "{{mode}}", "firewallSku": "Basic" } }
            """);
        var outbound = MadePlan.Resource("platform/x/rule", $"{Azure}machinelearningservices:ManagedNetworkSettingsRule",
            $$"""{ "workspaceName": "mlw", "properties": { "type": "{{rule}}" } }""");
        var plan = MadePlan.Of(workspace, outbound);

        var charges = BillableKinds.Find(workspace.Type)!(workspace, new CostContext(plan, _usage, MadePlan.Prices));

        Assert.Equal(expected, charges.Select(Text));
    }

    private static string Text(Charge charge)
        => FormattableString.Invariant(
            $"{charge.Name} {charge.Quantity:0.######} {charge.Unit}{(charge.Region == "here" ? "" : $" {charge.Region}")}");
}
