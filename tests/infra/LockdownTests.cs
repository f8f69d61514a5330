using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests;

/// <summary>What stays closed in every stack, dev included.</summary>
public sealed class LockdownTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory]
    [InlineData("ManagedCluster", "disableLocalAccounts", true)]
    [InlineData("ManagedCluster", "enableRBAC", true)]
    [InlineData("ManagedCluster", "aadProfile.enableAzureRBAC", true)]
    [InlineData("ManagedCluster", "oidcIssuerProfile.enabled", true)]
    [InlineData("ManagedCluster", "securityProfile.workloadIdentity.enabled", true)]
    [InlineData("ManagedCluster", "securityProfile.defender.securityMonitoring.enabled", true)]
    [InlineData("ManagedCluster", "addonProfiles.azurepolicy.enabled", true)]
    [InlineData("ManagedCluster", "networkProfile.networkPolicy", "cilium")]
    [InlineData("ManagedCluster", "autoUpgradeProfile.upgradeChannel", "stable")]
    [InlineData("ManagedCluster", "autoUpgradeProfile.nodeOSUpgradeChannel", "NodeImage")]
    [InlineData("Registry", "adminUserEnabled", false)]
    [InlineData("Registry", "anonymousPullEnabled", false)]
    [InlineData("Vault", "properties.enableRbacAuthorization", true)]
    [InlineData("Vault", "properties.enableSoftDelete", true)]
    [InlineData("StorageAccount", "allowSharedKeyAccess", false)]
    [InlineData("StorageAccount", "allowBlobPublicAccess", false)]
    [InlineData("StorageAccount", "enableHttpsTrafficOnly", true)]
    [InlineData("StorageAccount", "minimumTlsVersion", "TLS1_2")]
    [InlineData("BlobServiceProperties", "containerDeleteRetentionPolicy.enabled", true)]
    [InlineData("Component", "disableLocalAuth", true)]
    [InlineData("Workspace", "systemDatastoresAuthMode", "Identity")]
    [InlineData("ServicePrincipal", "appRoleAssignmentRequired", true)]
    [InlineData("Backend", "tls.validateCertificateChain", true)]
    [InlineData("Backend", "tls.validateCertificateName", true)]
    [InlineData("Api", "subscriptionRequired", true)]
    [InlineData("ApiManagementService", "legacyPortalStatus", "Disabled")]
    [InlineData("ApiManagementService", "apiVersionConstraint.minApiVersion", "2021-08-01")]
    [InlineData("Namespace", "metadata.labels.pod-security~kubernetes~io/enforce", "restricted")]
    [InlineData("Deployment", "spec.template.spec.automountServiceAccountToken", false)]
    [InlineData("Deployment", "spec.template.spec.securityContext.runAsNonRoot", true)]
    [InlineData("Deployment", "spec.template.spec.containers.0.securityContext.allowPrivilegeEscalation", false)]
    [InlineData("Deployment", "spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem", true)]
    public void Resource_InAnyStack_IsLockedDown(string kind, string path, object expected)
    {
        foreach (var run in new[] { Dev, Prod, Approved })
        {
            var resource = kind switch
            {
                "Workspace" => run.One(kind, "workspace"),
                "Registry" => run.One(kind, "registry"),
                "Vault" => run.One(kind, "vault"),
                "Api" => run.One(kind, "api"),
                _ => run.One(kind),
            };
            Assert.Equal(expected, resource[path]);
        }
    }

    [Theory]
    [InlineData("Tls10"), InlineData("Tls11"), InlineData("Ssl30")]
    public void Gateway_InAnyStack_RefusesOldProtocols(string protocol)
    {
        var properties = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object>>(Dev.One("ApiManagementService")["customProperties"]);

        Assert.Equal("False", properties[$"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.{protocol}"]);
        Assert.Equal("False", properties[$"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Backend.Protocols.{protocol}"]);
    }

    [Theory]
    [InlineData("TripleDes168"), InlineData("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"), InlineData("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), InlineData("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")]
    [InlineData("TLS_RSA_WITH_AES_128_CBC_SHA"), InlineData("TLS_RSA_WITH_AES_128_CBC_SHA256"),
        InlineData("TLS_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData("TLS_RSA_WITH_AES_256_CBC_SHA"), InlineData("TLS_RSA_WITH_AES_256_CBC_SHA256")]
    public void Gateway_OfTheClassicPlatform_RefusesWeakCiphers(string cipher)
    {
        var properties = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object>>(Dev.One("ApiManagementService")["customProperties"]);

        Assert.Equal("False", properties[$"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.{cipher}"]);
    }

    [Theory, MemberData(nameof(All))]
    public void NodesGroup_OfAnyStack_IsChangedByAksAlone(string run)
        => Assert.Equal("ReadOnly", Stacks[run].One("ManagedCluster").Text("nodeResourceGroupProfile.restrictionLevel"));

    [Theory, MemberData(nameof(All))]
    public void ContainerInsights_OfAnyStack_BringsLogsAndEvents_AndNoMetrics(string run)
    {
        var rule = Stacks[run].One("DataCollectionRule", "container-insights");

        foreach (var at in new[] { "dataSources.extensions.0.streams", "dataFlows.0.streams" })
            Assert.Equal(
                ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory", null],
                Enumerable.Range(0, 4).Select(index => rule.Text($"{at}.{index}")));
    }

    [Fact]
    public void NetworkPolicies_OfTheNamespace_DenyWhatIsNotNamed()
    {
        var denial = Dev.One("NetworkPolicy", "deny-all");

        Assert.Equal("Ingress", denial.Text("spec.policyTypes.0"));
        Assert.Equal("Egress", denial.Text("spec.policyTypes.1"));
        Assert.Null(denial["spec.ingress"]);
        Assert.Null(denial["spec.egress"]);
        Assert.Equal("10.20.4.0/24", Dev.One("NetworkPolicy", "allow-gateway").Text("spec.ingress.0.from.0.ipBlock.cidr"));
    }

    [Fact]
    public void Cluster_LogsAdministrativeAuditOnly()
    {
        var logs = Dev.One("DiagnosticSetting", "diagnostics-aks");
        var categories = Enumerable.Range(0, 20).Select(i => logs.Text($"logs.{i}.category")).OfType<string>().ToList();

        Assert.Contains("kube-audit-admin", categories);
        Assert.DoesNotContain("kube-audit", categories);
    }

    [Fact]
    public void NodeCounts_UnderAutoscale_AreAzures()
    {
        Assert.Contains("agentPoolProfiles[0].count", Prod.One("ManagedCluster").Options.IgnoreChanges);
        Assert.Contains("count", Prod.One("AgentPool", "user-pool").Options.IgnoreChanges);
        Assert.Equal(true, Prod.One("AgentPool", "user-pool")["enableAutoScaling"]);
        Assert.Null(Prod.One("Deployment")["spec.replicas"]);
    }
}
