using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

public sealed class DefaultsTests
{
    private readonly PlatformSettings _settings = SettingsCase.Load();

    private MachineLearningSettings MachineLearning => _settings.MachineLearning;

    [Fact]
    public void Load_OnlyRequired_IsProtectedInWestEurope()
    {
        Assert.Equal("test", _settings.Stack);
        Assert.Equal("westeurope", _settings.Location);
        Assert.Equal("team", _settings.Owner);
        Assert.True(_settings.Protect);
    }

    [Fact]
    public void Load_OnlyRequired_HasDefaultNetworkAndObservability()
    {
        Assert.Equal(
            new NetworkSettings(
                NetworkIsolation.Public, "10.20.0.0/16", null, null, "", GatewayExposure.Public, _settings.Network.PackageHosts,
                _settings.Network.Linked, null, 0),
            _settings.Network);
        Assert.Empty(_settings.Network.PackageHosts);
        Assert.Empty(_settings.Network.Linked);
        Assert.Equal(["a@example.com"], _settings.Observability.AlertEmails);
        Assert.Null(_settings.Observability.LogWorkspace);
        Assert.Equal(90, _settings.Observability.LogRetentionDays);
        Assert.Equal(10, _settings.Observability.DailyLogCapGigabytes);
        Assert.Equal(1000, _settings.Observability.MonthlyBudget);
        Assert.Equal("", _settings.Observability.BudgetStart);
    }

    [Fact]
    public void Load_OnlyRequired_AlertsBeforeItHurts()
    {
        var alerts = _settings.Alerts;
        Assert.Equal(new ClusterAlertSettings(NodePercent: 85, PendingPods: 0, PodRestarts: 3), alerts.Cluster);
        Assert.Equal(new GatewayAlertSettings(75, 1000, 10, 100, 500, alerts.Gateway.TestLocations, FailedLocations: 3), alerts.Gateway);
        Assert.Equal(
            ["emea-nl-ams-azr", "emea-gb-db3-azr", "emea-fr-pra-edge", "us-va-ash-azr", "apac-sg-sin-azr"], alerts.Gateway.TestLocations);
        Assert.Equal(
            new ServiceAlertSettings(99, 1000, ThrottledStorageRequests: 0, QuotaPercent: 80, FailedDeployments: 0, DatabasePercent: 85),
            alerts.Services);
        Assert.Equal(new ModelAlertSettings(Milliseconds: 500, FailuresPerThousand: 1), alerts.Models);
        Assert.Equal("", _settings.Identity.GitHubRepository);
    }

    [Fact]
    public void Load_OnlyRequired_KeepsWhatIsDeleted()
    {
        Assert.Equal(RegistrySku.Premium, _settings.Registry.Sku);
        Assert.Equal(180, _settings.Registry.RetentionDays);
        Assert.True(_settings.Registry.IsBuilt);
        Assert.Empty(_settings.Registry.Replicas);
        Assert.Equal(new SecretsSettings(90, PurgeProtection: true, Recover: false), _settings.Secrets);
        Assert.Equal(new CertificateSettings(AuthorityYears: 10, ServerDays: 365, RenewalDays: 90), _settings.Certificates);
        Assert.Empty(_settings.DefenderPlans);
        Assert.Equal(
            new StorageSettings(StorageRedundancy.Zrs, SoftDeleteDays: 30, VersionCoolDays: 30, VersionDays: 90), _settings.Storage);
    }

    [Fact]
    public void Load_OnlyRequired_HasZonalClusterWithUptimeSla()
    {
        Assert.Equal(ClusterTier.Standard, _settings.Cluster.Tier);
        Assert.Equal(new NodePoolSettings("Standard_D4ds_v5", 3, 5), _settings.Cluster.SystemPool);
        Assert.Equal(new NodePoolSettings("Standard_D4ds_v5", 2, 10), _settings.Cluster.UserPool);
        Assert.Equal(new NodePoolSettings("Standard_D4ds_v5", 0, 0), _settings.Cluster.SpotPool);
        Assert.Equal(new NodePoolSettings("Standard_NC4as_T4_v3", 0, 0), _settings.Cluster.GpuPool);
        Assert.False(_settings.Cluster.SystemPoolIsApart);
        Assert.True(_settings.Cluster.GpuDrivers);
        Assert.Empty(_settings.Cluster.GpuZones);
        Assert.Equal(
            new NodeSettings(
                EncryptionAtHost: false, SurgePercent: 33, DrainMinutes: 30, ImageCleanHours: 168, SshDisabled: false,
                KeyEncryption: false),
            _settings.Cluster.Nodes);
        Assert.Equal(["1", "2", "3"], _settings.Cluster.Zones);
        Assert.Empty(_settings.Cluster.AuthorizedRanges);
        Assert.Null(_settings.Cluster.Hours);
        Assert.Equal(
            new WorkloadSettings(
                2, 10, 1000, 1024, ScaleCpuPercent: 70, ScaleInFlight: 16, CanaryPercent: 0, StableTag: "", PrefersSpot: false,
                DefaultModel: "iris", GrpcPort: 0)
            {
                MaxBodyMebibytes = 64,
                Tiers = _settings.Gateway.Tiers,
                Conversations = new("", "conversations", Days: 30, Most: 1_000),
            },
            _settings.Workload);
    }

    [Fact]
    public void Load_OnlyRequired_TrainsWhenAskedAndServesByTheClusterAlone()
    {
        Assert.Equal(
            ("Standard_D4ds_v5", 4, 10),
            (MachineLearning.TrainingNodeSize, MachineLearning.TrainingNodesMax, MachineLearning.TrainingIdleMinutes));
        Assert.Equal((ManagedFirewallSku.Basic, ""), (MachineLearning.FirewallSku, MachineLearning.ServerlessModel));
        Assert.Equal(
            new RetrainingSettings(IsEnabled: false, "iris", "0 3 * * 0", SweepTrials: 0, HasInsights: false), MachineLearning.Retraining);
        Assert.Equal(
            new EndpointSettings(IsEnabled: false, KeysAllowed: false, "Standard_DS2_v2", 3, 6, "iris", 1, 0, 0, 0),
            MachineLearning.Endpoint);
    }

    [Fact]
    public void Load_OnlyRequired_HasPremiumGatewayOfOneUnit()
    {
        Assert.Equal(GatewaySku.StandardV2, _settings.Gateway.Sku);
        Assert.Equal(1, _settings.Gateway.Units);
        Assert.Empty(_settings.Gateway.Zones);
        Assert.True(_settings.Gateway.PublicEndpoint);
        Assert.False(_settings.Gateway.TokensRequired);
        Assert.Equal("EUR", _settings.Gateway.Currency);
        Assert.Empty(_settings.Gateway.AllowedOrigins);
        Assert.Equal(
            (64, 60, 100), (_settings.Gateway.MaxBodyMebibytes, _settings.Gateway.CacheSeconds, _settings.Gateway.SamplingPercent));
        Assert.Equal(new PortalSettings(0, "", "login.microsoftonline.com", "", "", ""), _settings.Gateway.Portal);
        Assert.False(_settings.Gateway.Restore);
        Assert.Equal("Contoso", _settings.Gateway.PublisherName);
        Assert.Equal("apis@example.com", _settings.Gateway.PublisherEmail);
    }

    [Fact]
    public void Load_OnlyRequired_GivesALittleAwayAndSellsNothing()
        => Assert.Equal(
            [("free", 10, 1_000, 1_000, 0m, false)],
            _settings.Gateway.Tiers.Select(
                tier => (tier.Name, tier.CallsPerMinute, tier.CallsPerMonth, tier.Quota, tier.PricePerMonth, tier.ApprovalRequired)));
}
