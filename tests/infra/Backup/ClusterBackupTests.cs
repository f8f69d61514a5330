using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Backup;

/// <summary>What Azure Backup copies of the cluster every night.</summary>
public sealed class ClusterBackupTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string BlobDataContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

    private static readonly (string, string) _on = ("clusterBackupDays", "30");

    [Theory, MemberData(nameof(All))]
    public void Cluster_OfAnyStack_IsNotBackedUpUnlessAskedFor(string run)
    {
        Assert.Empty(
            new[] { "BackupVault", "BackupPolicy", "BackupInstance", "Extension", "TrustedAccessRoleBinding" }.SelectMany(Stacks[run].All));
        Assert.Single(Stacks[run].All("ResourceGroup"));
    }

    [Fact]
    public async Task Policy_OfSoManyDays_TakesACopyEveryNightAndKeepsItSoLong()
    {
        var policy = (await StackRun.OfAsync("dev", _on)).One("BackupPolicy");
        var (schedule, retention) = ("properties.policyRules.0", "properties.policyRules.1");

        Assert.Equal("daily-30", policy.Text("backupPolicyName"));
        Assert.Equal(
            ("AzureBackupRule", "R/2026-01-01T03:00:00+00:00/P1D", "OperationalStore"),
            (policy.Text($"{schedule}.objectType"), policy.Text($"{schedule}.trigger.schedule.repeatingTimeIntervals.0"),
                policy.Text($"{schedule}.dataStore.dataStoreType")));
        Assert.Equal(
            ("AzureRetentionRule", true, "P30D", "OperationalStore"),
            (policy.Text($"{retention}.objectType"), policy[$"{retention}.isDefault"], policy.Text(
                $"{retention}.lifecycles.0.deleteAfter.duration"),
                policy.Text($"{retention}.lifecycles.0.sourceDataStore.dataStoreType")));
    }

    [Fact]
    public async Task Backup_OfTheCluster_IsOfThePlatformsNamespacesAndDisksWithoutSecrets()
    {
        var run = await StackRun.OfAsync("dev", _on);
        var (backup, what) = (run.One("BackupInstance"), "properties.policyInfo.policyParameters.backupDatasourceParametersList.0");

        Assert.Equal(run.One("ManagedCluster").Id, backup.Text("properties.dataSourceInfo.resourceID"));
        Assert.Equal(run.One("BackupPolicy").Id, backup.Text("properties.policyInfo.policyId"));
        Assert.Equal(
            run.One("ResourceGroup", "backup-group").Id,
            backup.Text("properties.policyInfo.policyParameters.dataStoreParametersList.0.resourceGroupId"));
        Assert.Equal(
            ("inference", null, "v1/Secret", true, true),
            (backup.Text($"{what}.includedNamespaces.0"), backup.Text($"{what}.includedNamespaces.1"), backup.Text(
                $"{what}.excludedResourceTypes.0"),
                backup[$"{what}.includeClusterScopeResources"], backup[$"{what}.snapshotVolumes"]));
    }

    [Fact]
    public async Task Backup_OfAStackThatBills_IsOfBillingsNamespaceAsWell()
    {
        var run = await StackRun.OfAsync("dev", _on, ("billingEnabled", "true"));
        var namespaces = "properties.policyInfo.policyParameters.backupDatasourceParametersList.0.includedNamespaces";

        Assert.Equal(
            run.All("Namespace").Select(each => each.Text("metadata.name")).Order(),
            new[] { 0, 1 }.Select(at => run.One("BackupInstance").Text($"{namespaces}.{at}")).Order());
    }

    [Theory]
    [InlineData("lrs", "LocallyRedundant"), InlineData("zrs", "ZoneRedundant"), InlineData("gzrs", "GeoRedundant")]
    public async Task Vault_OfAnyRedundancy_HasThatOfStorage(string redundancy, string expected)
    {
        var vault = (await StackRun.OfAsync("dev", _on, ("storageRedundancy", redundancy))).One("BackupVault");

        Assert.Equal(
            ("VaultStore", expected),
            (vault.Text("properties.storageSettings.0.datastoreType"), vault.Text("properties.storageSettings.0.type")));
        Assert.Equal(
            ("On", 14.0),
            (vault.Text("properties.securitySettings.softDeleteSettings.state"),
                Convert.ToDouble(vault["properties.securitySettings.softDeleteSettings.retentionDurationInDays"])));
    }

    [Theory]
    [InlineData("true", "Unlocked"), InlineData("false", "Disabled")]
    public async Task Vault_OfAStackThatProtects_LetsNobodyShortenWhatIsKept(string protects, string expected)
    {
        var run = await StackRun.OfAsync("prod", _on, ("protect", protects));

        Assert.Equal(expected, run.One("BackupVault").Text("properties.securitySettings.immutabilitySettings.state"));
        Assert.All(
            new[]
            {
                run.One("BackupVault"), run.One("ResourceGroup", "backup-group"), run.One("StorageAccount", "backup-account"),
                run.One("BlobContainer", "container-cluster"),
            },
            kept => Assert.Equal(protects == "true", kept.Options.Protect == true));
    }

    // The account takes no keys
    [Fact]
    public async Task Extension_OfTheCluster_WritesAsItselfToItsOwnContainer()
    {
        var run = await StackRun.OfAsync("dev", _on);
        var (extension, account) = (run.One("Extension"), run.One("StorageAccount", "backup-account"));
        string? Setting(string name)
            => extension.Text($"configurationSettings.configuration~backupStorageLocation~{name.Replace('.', '~')}");

        Assert.Equal("microsoft.dataprotection.kubernetes", extension.Text("extensionType"));
        Assert.EndsWith(
            "/managedClusters/aks-platform-dev/providers/Microsoft.KubernetesConfiguration/extensions/azure-aks-backup", extension.Id,
            StringComparison.Ordinal);
        Assert.Equal(
            (account.Text("accountName"), "cluster", account.Answer("primaryEndpoints.blob"), "true"),
            (Setting("config.storageAccount"), Setting("bucket"), Setting("config.storageAccountURI"), Setting("config.useAAD")));
        Assert.Equal(false, account["allowSharedKeyAccess"]);
        Assert.Equal(
            (extension.Answer("aksAssignedIdentity.principalId"), account.Id, BlobDataContributor), Given(run, "backup-writes-objects"));
    }

    [Fact]
    public async Task Roles_OfTheBackup_AreThoseThatAzureDocuments()
    {
        var run = await StackRun.OfAsync("dev", _on);
        var (vault, group) = (run.One("BackupVault"), run.One("ResourceGroup", "backup-group").Id);
        var binding = run.One("TrustedAccessRoleBinding");

        Assert.Equal((vault.Answer("identity.principalId"), run.One("ManagedCluster").Id, Reader), Given(run, "backup-reads-cluster"));
        Assert.Equal((vault.Answer("identity.principalId"), group, Reader), Given(run, "backup-reads-snapshots"));
        Assert.Equal(
            (run.One("UserAssignedIdentity", "control-plane").Answer("principalId"), group, Contributor),
            Given(run, "control-plane-takes-snapshots"));
        Assert.Equal(
            (vault.Id, "Microsoft.DataProtection/backupVaults/backup-operator"),
            (binding.Text("sourceResourceId"), binding.Text("roles.0")));
    }

    // Azure tries what it is allowed to do when a backup is set up
    [Fact]
    public async Task Backup_BeforeItsRolesAreThere_IsNotSetUp()
    {
        var run = await StackRun.OfAsync("prod", _on);
        var needed = (await run.One("BackupInstance").DependenciesAsync()).ToArray();

        Assert.Equal(
            new[]
            {
                run.One("Extension"), run.One("RoleAssignment", "backup-writes-objects"), run.One("RoleAssignment", "backup-reads-cluster"),
                run.One("RoleAssignment", "backup-reads-snapshots"), run.One("RoleAssignment", "control-plane-takes-snapshots"),
                run.One("TrustedAccessRoleBinding"),
            }.Select(each => each.Resource),
            needed);
        Assert.Equal(
            [run.One("AgentPool", "user-pool").Resource, run.One("PrivateDnsZoneGroup", "records-backup-blob").Resource],
            await run.One("Extension").DependenciesAsync());
    }

    [Fact]
    public async Task Account_OfAPrivateStack_IsReachedByItsEndpointAlone()
    {
        var account = (await StackRun.OfAsync("prod", _on)).One("StorageAccount", "backup-account");

        Assert.Equal(("Disabled", "Deny"), (account.Text("publicNetworkAccess"), account.Text("networkRuleSet.defaultAction")));
    }

    [Fact]
    public async Task Firewall_OfAStackThatIsBackedUp_LetsItsExtensionOut()
    {
        var rules = (await StackRun.OfAsync("prod", _on, ("networkIsolation", "privateApprovedOutbound")))
            .One("FirewallPolicyRuleCollectionGroup");
        var hosts = Enumerable.Range(0, 20).Select(at => rules.Text($"ruleCollections.0.rules.1.targetFqdns.{at}")).OfType<string>();

        Assert.Equal(
            [
                "westeurope.dp.kubernetesconfiguration.azure.com", "mcr.microsoft.com", "*.data.mcr.microsoft.com",
                "*.ingestion.msftcloudes.com",
                "*.microsoftmetrics.com",
            ],
            hosts.TakeLast(5));
    }

    [Fact]
    public async Task Job_OfAStackThatIsBackedUp_MayWriteTheGroupOfTheSnapshotsAndThePreviewReadIt()
    {
        var run = await StackRun.OfAsync("prod", _on, ("githubRepository", "contoso/platform"));
        var group = run.One("ResourceGroup", "backup-group").Id;

        Assert.Equal(
            [
                "backup-reads-snapshots", "control-plane-takes-snapshots", "previews-backup-group", "writes-backup-group",
                "writes-backup-role-assignments",
            ],
            run.All("RoleAssignment").Where(grant => grant.Text("scope") == group).Select(grant => grant.Name).Order());
        Assert.Equal(
            run.One("RoleAssignment", "deploys-role-assignments").Text("condition"),
            run.One("RoleAssignment", "writes-backup-role-assignments").Text("condition"));
    }

    [Fact]
    public async Task Budget_OfAStackThatIsBackedUp_CountsTheSnapshotsAsWell()
    {
        var budget = (await StackRun.OfAsync("dev", _on)).One("Budget");

        Assert.Equal("rg-platform-dev-westeurope-backup", budget.Text("filter.dimensions.values.2"));
    }

    [Fact]
    public void Load_BackupOfAClusterThatIsStopped_WantsOneOfBoth()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:clusterBackupDays", "'30'",
                "0, as platform:clusterHours stops the cluster at night and at weekends, and Azure Backup works on a running one alone",
                "pulumi config rm --stack test clusterHours"),
            SettingsCase.Message(_on, ("clusterHours", "07:00-19:00")));

    private static (string? Who, string? Where, string? Role) Given(StackRun run, string name)
    {
        var grant = run.One("RoleAssignment", name);
        return (grant.Text("principalId"), grant.Text("scope"), grant.Text("roleDefinitionId")?.Split('/')[^1]);
    }
}
