using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

public sealed class BadValueTests
{
    private const string PostgresHosts = "the host of a PostgreSQL server of Azure, NAME.postgres.database.azure.com, or nothing";
    private const string GrpcPorts = "0 for none, or a port from 1024 to 65535 other than 8443, which is the server's HTTPS";
    private const string Set = "pulumi config set --stack test";
    private const string Regions = "a list of Azure regions in lower case, such as northeurope";
    private const string Origins = "a list of web origins without a path, such as https://app.example.com";
    private const string Ranges = "a list of CIDR ranges, such as 203.0.113.0/24";
    private const string Locations =
        "a list of locations, each of apac-hk-hkn-azr, apac-jp-kaw-edge, apac-sg-sin-azr, emea-au-syd-edge, emea-ch-zrh-edge, "
        + "emea-fr-pra-edge, emea-gb-db3-azr, emea-nl-ams-azr, emea-ru-msa-edge, emea-se-sto-edge, latam-br-gru-edge, us-ca-sjc-azr, "
        + "us-fl-mia-edge, us-il-ch1-azr, us-tx-sn1-azr, us-va-ash-azr";
    private const string Serverless = "a model's id without version, such as azureml://registries/azureml/models/Phi-4, or nothing";
    private const string ServingSizes = "a VM size of Azure's list for managed online endpoints, such as Standard_DS2_v2";
    private const string Space = "a private IPv4 range of /16 to /23, such as 10.20.0.0/16, outside 10.244.0.0/15 and 172.30.0.0/15";

    private const string Hop = "a private IPv4 address outside 10.244.0.0/15, such as 10.0.0.4, or nothing";

    private const string AnImage = "registry.example.com/inference@sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private const string Image =
        "an image by its digest, such as registry.example.com/inference@sha256: and 64 hexadecimal digits; or nothing";

    private const string Authority = "login.microsoftonline.com, or an External ID tenant's, such as contoso.ciamlogin.com";

    [Theory]
    [InlineData("location", "West Europe", "an Azure region in lower case, such as westeurope", "location westeurope")]
    [InlineData("owner", "a<b", "1 to 256 characters, none of <>%&\\?/", "owner ml-platform-team")]
    [InlineData("protect", "yes", "true or false", "protect true")]
    [InlineData("networkIsolation", "Public", "public, privateInternetOutbound, privateApprovedOutbound", "networkIsolation public")]
    [InlineData("networkAddressSpace", "172.31.0.0/16", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "10.20.0.0/24", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "10.20.0.1/16", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "8.8.0.0/16", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "10.244.0.0/16", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "10.245.16.0/20", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkAddressSpace", "fd00::/16", Space, "networkAddressSpace 10.20.0.0/16")]
    [InlineData("networkEgressNextHop", "10.0.0", Hop, "networkEgressNextHop 10.0.0.4")]
    [InlineData("networkEgressNextHop", "8.8.8.8", Hop, "networkEgressNextHop 10.0.0.4")]
    [InlineData("networkEgressNextHop", "10.245.0.4", Hop, "networkEgressNextHop 10.0.0.4")]
    [InlineData("networkEgressNextHop", "fd00::4", Hop, "networkEgressNextHop 10.0.0.4")]
    [InlineData("alertEmails", "[]", "a list of one e-mail address or more", "--path 'alertEmails[0]' oncall@example.com")]
    [InlineData(
        "alertEmails", """["Someone <a@b>"]""", "a list of one e-mail address or more", "--path 'alertEmails[0]' oncall@example.com")]
    [InlineData("alertEmails", "[null]", "a list of one e-mail address or more", "--path 'alertEmails[0]' oncall@example.com")]
    [InlineData("logRetentionDays", "29", "a whole number from 30 to 730", "logRetentionDays 90")]
    [InlineData("logRetentionDays", "731", "a whole number from 30 to 730", "logRetentionDays 90")]
    [InlineData("logDailyCapGigabytes", "1.5", "a whole number from 1 to 1000", "logDailyCapGigabytes 10")]
    [InlineData("budgetMonthly", "0", "a whole number from 1 to 10000000", "budgetMonthly 1000")]
    [InlineData("budgetStart", "2026-11-02", "the first day of a month, such as 2026-11-01, or nothing", "budgetStart 2026-11-01")]
    [InlineData("alertPendingPods", "-1", "a whole number from 0 to 1000", "alertPendingPods 0")]
    [InlineData("alertPodRestarts", "many", "a whole number from 0 to 1000", "alertPodRestarts 3")]
    [InlineData("availabilityLocations", "[\"westeurope\"]", Locations, "--path 'availabilityLocations[0]' emea-nl-ams-azr")]
    [InlineData("alertFailedLocations", "0", "a whole number from 1 to 16", "alertFailedLocations 3")]
    [InlineData("alertAvailabilityPercent", "101", "a whole number from 1 to 100", "alertAvailabilityPercent 99")]
    [InlineData("alertThrottledStorageRequests", "-1", "a whole number from 0 to 1000000", "alertThrottledStorageRequests 0")]
    [InlineData("alertFailedDeployments", "1001", "a whole number from 0 to 1000", "alertFailedDeployments 0")]
    [InlineData("alertModelMilliseconds", "10001", "a whole number from 1 to 10000", "alertModelMilliseconds 500")]
    [InlineData("sloFailuresPerThousand", "501", "a whole number from 1 to 500", "sloFailuresPerThousand 1")]
    [InlineData("registrySku", "Basic", "Standard, Premium", "registrySku Premium")]
    [InlineData("registryRetentionDays", "366", "a whole number from 140 to 365", "registryRetentionDays 180")]
    [InlineData("registryRetentionDays", "139", "a whole number from 140 to 365", "registryRetentionDays 180")]
    [InlineData("registryImage", "registry.example.com/inference:latest", Image, $"registryImage {AnImage}")]
    [InlineData("registryImage", "inference@sha256:00", Image, $"registryImage {AnImage}")]
    [InlineData("gatewayPortalRevision", "-1", "a whole number from 0 to 9999", "gatewayPortalRevision 0")]
    [InlineData("gatewayPortalTenant", "contoso", "a tenant's domain, such as contoso.onmicrosoft.com; or nothing",
        "gatewayPortalTenant contoso.onmicrosoft.com")]
    [InlineData("gatewayPortalAuthority", "login.example.com", Authority, "gatewayPortalAuthority login.microsoftonline.com")]
    [InlineData("gatewayPortalClientId", "portal", "an application's client id, a GUID; or nothing",
        "gatewayPortalClientId 00000000-0000-0000-0000-000000000000")]
    [InlineData("gatewayPortalSecretEnds", "31.12.2027", "a day, such as 2027-12-31; or nothing", "gatewayPortalSecretEnds 2027-12-31")]
    [InlineData("gatewayRestore", "yes", "true or false", "gatewayRestore false")]
    [InlineData("secretsRecover", "yes", "true or false", "secretsRecover false")]
    [InlineData("clusterSshDisabled", "Disabled", "true or false", "clusterSshDisabled false")]
    [InlineData("clusterSystemPoolApart", "1", "true or false", "clusterSystemPoolApart false")]
    [InlineData("registryReplicas", """["North Europe"]""", Regions, "--path 'registryReplicas[0]' northeurope")]
    [InlineData("secretsSoftDeleteDays", "6", "a whole number from 7 to 90", "secretsSoftDeleteDays 90")]
    [InlineData("secretsPurgeProtection", "True", "true or false", "secretsPurgeProtection true")]
    [InlineData(
        "defenderPlans", """["Sql"]""", "a list of any of Containers, KeyVaults, StorageAccounts, Arm",
        "--path 'defenderPlans[0]' Containers")]
    [InlineData("certificateAuthorityYears", "11", "a whole number from 2 to 10", "certificateAuthorityYears 10")]
    [InlineData("certificateServerDays", "29", "a whole number from 30 to 730", "certificateServerDays 365")]
    [InlineData("certificateRenewalDays", "6", "a whole number from 7 to 365", "certificateRenewalDays 90")]
    [InlineData("storageVersionCoolDays", "0", "a whole number from 1 to 3650", "storageVersionCoolDays 30")]
    [InlineData("storageVersionDays", "3651", "a whole number from 1 to 3650", "storageVersionDays 90")]
    [InlineData("storageRedundancy", "GZRS", "lrs, zrs, gzrs", "storageRedundancy zrs")]
    [InlineData("storageSoftDeleteDays", "many", "a whole number from 1 to 365", "storageSoftDeleteDays 30")]
    [InlineData("trainingFirewallSku", "Premium", "Basic, Standard", "trainingFirewallSku Basic")]
    [InlineData("serverlessModel", "Phi-4", Serverless, "serverlessModel azureml://registries/azureml/models/Phi-4")]
    [InlineData("serverlessModel", "azureml://registries/azureml/models/Phi-4/versions/1", Serverless,
        "serverlessModel azureml://registries/azureml/models/Phi-4")]
    [InlineData("retrainingEnabled", "weekly", "true or false", "retrainingEnabled false")]
    [InlineData("retrainingModel", "../iris", "the name of a folder in app/training, such as iris", "retrainingModel iris")]
    [InlineData("retrainingModel", "my-model", "the name of a folder in app/training, such as iris", "retrainingModel iris")]
    [InlineData("retrainingCron", "0 3 * *", "five fields of digits and *,-/, such as 0 3 * * 0", "retrainingCron '0 3 * * 0'")]
    [InlineData("retrainingCron", "0 3 * * SUN", "five fields of digits and *,-/, such as 0 3 * * 0", "retrainingCron '0 3 * * 0'")]
    [InlineData("retrainingSweepTrials", "1001", "a whole number from 0 to 1000", "retrainingSweepTrials 0")]
    [InlineData("retrainingInsights", "yes", "true or false", "retrainingInsights false")]
    [InlineData("endpointEnabled", "yes", "true or false", "endpointEnabled false")]
    [InlineData("endpointKeysAllowed", "no", "true or false", "endpointKeysAllowed false")]
    [InlineData("endpointInstanceSize", "Standard_D4ds_v5", ServingSizes, "endpointInstanceSize Standard_DS2_v2")]
    [InlineData("endpointInstanceSize", "Standard_DS1_v2", ServingSizes, "endpointInstanceSize Standard_DS2_v2")]
    [InlineData("endpointInstancesMin", "0", "a whole number from 1 to 50", "endpointInstancesMin 3")]
    [InlineData("endpointInstancesMax", "51", "a whole number from 1 to 50", "endpointInstancesMax 6")]
    [InlineData("endpointModel", "../iris", "the name of a folder in app/models, such as iris", "endpointModel iris")]
    [InlineData("endpointBlueVersion", "0", "a whole number from 1 to 2147483647", "endpointBlueVersion 1")]
    [InlineData("endpointGreenVersion", "-1", "a whole number from 0 to 2147483647", "endpointGreenVersion 0")]
    [InlineData("endpointGreenPercent", "101", "a whole number from 0 to 100", "endpointGreenPercent 0")]
    [InlineData("endpointMirrorPercent", "51", "a whole number from 0 to 50", "endpointMirrorPercent 0")]
    [InlineData("clusterTier", "Premium", "Free, Standard", "clusterTier Standard")]
    [InlineData("clusterSystemNodeSize", "D4", NodeSize.Allowed, "clusterSystemNodeSize Standard_D4ds_v5")]
    [InlineData("clusterUserNodeSize", "Standard_B4ms", NodeSize.Allowed, "clusterUserNodeSize Standard_D4ds_v5")]
    [InlineData("clusterSpotNodeSize", "Standard_D4s_v5", NodeSize.Allowed, "clusterSpotNodeSize Standard_D4ds_v5")]
    [InlineData("clusterSpotNodesMax", "1001", "a whole number from 0 to 1000", "clusterSpotNodesMax 0")]
    [InlineData("clusterGpuNodeSize", "Standard_D4pds_v5", NodeSize.Allowed, "clusterGpuNodeSize Standard_NC4as_T4_v3")]
    [InlineData("clusterGpuNodesMax", "-1", "a whole number from 0 to 1000", "clusterGpuNodesMax 0")]
    [InlineData("clusterGpuDrivers", "no", "true or false", "clusterGpuDrivers true")]
    [InlineData("clusterGpuZones", """["0"]""", "a list of zones, each 1, 2 or 3", "--path 'clusterGpuZones[0]' 1 --type string")]
    [InlineData("clusterEncryptionAtHost", "on", "true or false", "clusterEncryptionAtHost false")]
    [InlineData("clusterUpgradeSurgePercent", "0", "a whole number from 1 to 100", "clusterUpgradeSurgePercent 33")]
    [InlineData("clusterUpgradeDrainMinutes", "1441", "a whole number from 1 to 1440", "clusterUpgradeDrainMinutes 30")]
    [InlineData("clusterBackupDays", "361", "a whole number from 0 to 360", "clusterBackupDays 0")]
    [InlineData("clusterImageCleanHours", "23", "a whole number from 24 to 2160", "clusterImageCleanHours 168")]
    [InlineData("workloadDefaultModel", "../iris", "the name of a folder in app/models, such as iris", "workloadDefaultModel iris")]
    [InlineData("workloadGrpcPort", "65536", "a whole number from 0 to 65535", "workloadGrpcPort 0")]
    [InlineData("workloadGrpcPort", "443", GrpcPorts, "workloadGrpcPort 8081")]
    [InlineData("workloadGrpcPort", "8443", GrpcPorts, "workloadGrpcPort 8081")]
    [InlineData("conversationsServer", "db.example.com", PostgresHosts, "conversationsServer psql-example.postgres.database.azure.com")]
    [InlineData(
        "conversationsServer", "Host=a.postgres.database.azure.com", PostgresHosts,
        "conversationsServer psql-example.postgres.database.azure.com")]
    [InlineData(
        "conversationsDatabase", "a;Password=b", "1 to 63 lower-case letters, digits and underscores, beginning with a letter",
        "conversationsDatabase conversations")]
    [InlineData("conversationsDays", "0", "a whole number from 1 to 3650", "conversationsDays 30")]
    [InlineData("conversationsMost", "-1", "a whole number from 1 to 1000000", "conversationsMost 1000")]
    [InlineData("workloadPrefersSpot", "1", "true or false", "workloadPrefersSpot false")]
    [InlineData("clusterSystemNodesMin", "0", "a whole number from 1 to 1000", "clusterSystemNodesMin 3")]
    [InlineData("clusterUserNodesMin", "-1", "a whole number from 0 to 1000", "clusterUserNodesMin 2")]
    [InlineData("clusterUserNodesMax", "1001", "a whole number from 1 to 1000", "clusterUserNodesMax 10")]
    [InlineData("clusterZones", """["4"]""", "a list of zones, each 1, 2 or 3", "--path 'clusterZones[0]' 1 --type string")]
    [InlineData("clusterZones", "1", "a list of zones, each 1, 2 or 3", "--path 'clusterZones[0]' 1 --type string")]
    [InlineData("clusterAuthorizedRanges", """["203.0.113.7"]""", Ranges, "--path 'clusterAuthorizedRanges[0]' 203.0.113.0/24")]
    [InlineData("workloadReplicasMin", "0", "a whole number from 1 to 100", "workloadReplicasMin 2")]
    [InlineData("workloadCpuMillicores", "99", "a whole number from 100 to 64000", "workloadCpuMillicores 1000")]
    [InlineData("workloadMemoryMebibytes", "262145", "a whole number from 128 to 262144", "workloadMemoryMebibytes 1024")]
    [InlineData("workloadScaleCpuPercent", "101", "a whole number from 1 to 100", "workloadScaleCpuPercent 70")]
    [InlineData("workloadScaleInFlight", "0", "a whole number from 1 to 10000", "workloadScaleInFlight 16")]
    [InlineData("workloadCanaryPercent", "51", "a whole number from 0 to 50", "workloadCanaryPercent 0")]
    [InlineData("workloadStableTag", "latest", "an image's content tag, twelve hexadecimal digits, or nothing",
        "workloadStableTag 0123456789ab")]
    [InlineData("gatewaySku", "Standard", "Developer, BasicV2, StandardV2, Premium", "gatewaySku StandardV2")]
    [InlineData("gatewayPublicEndpoint", "no", "true or false", "gatewayPublicEndpoint true")]
    [InlineData("gatewayUnits", "11", "a whole number from 1 to 10", "gatewayUnits 1")]
    [InlineData("gatewayAllowedOrigins", """["http://app.example.com"]""", Origins,
        "--path 'gatewayAllowedOrigins[0]' https://app.example.com")]
    [InlineData("gatewayAllowedOrigins", """["https://app.example.com/"]""", Origins,
        "--path 'gatewayAllowedOrigins[0]' https://app.example.com")]
    [InlineData("gatewayAllowedOrigins", """["*"]""", Origins, "--path 'gatewayAllowedOrigins[0]' https://app.example.com")]
    [InlineData("gatewayMaxBodyMebibytes", "65", "a whole number from 1 to 64", "gatewayMaxBodyMebibytes 64")]
    [InlineData("gatewayCacheSeconds", "3601", "a whole number from 0 to 3600", "gatewayCacheSeconds 60")]
    [InlineData("gatewaySamplingPercent", "0", "a whole number from 1 to 100", "gatewaySamplingPercent 100")]
    [InlineData("gatewayCurrency", "EURO", "an ISO 4217 currency, such as EUR or USD", "gatewayCurrency EUR")]
    [InlineData("gatewayCurrency", "eur", "an ISO 4217 currency, such as EUR or USD", "gatewayCurrency EUR")]
    [InlineData("gatewayPublisherName", "", "1 to 100 characters", "gatewayPublisherName Contoso")]
    [InlineData("gatewayPublisherEmail", "nobody", "an e-mail address", "gatewayPublisherEmail apis@example.com")]
    public void Load_BadValue_SaysWhatWasGivenAllowedAndToDo(string key, string given, string allowed, string remedy)
        => Assert.Equal(
            SettingsCase.Problem($"platform:{key}", $"'{given}'", allowed, $"{Set} {remedy}"), SettingsCase.Message((key, given)));

    [Theory]
    [InlineData("owner", "1 to 256 characters, none of <>%&\\?/", "owner ml-platform-team")]
    [InlineData("networkIsolation", "public, privateInternetOutbound, privateApprovedOutbound", "networkIsolation public")]
    [InlineData("alertEmails", "a list of one e-mail address or more", "--path 'alertEmails[0]' oncall@example.com")]
    [InlineData("gatewayPublisherName", "1 to 100 characters", "gatewayPublisherName Contoso")]
    [InlineData("gatewayPublisherEmail", "an e-mail address", "gatewayPublisherEmail apis@example.com")]
    public void Load_RequiredIsMissing_SaysNotSet(string key, string allowed, string remedy)
        => Assert.Equal(SettingsCase.Problem($"platform:{key}", "not set", allowed, $"{Set} {remedy}"), SettingsCase.Message((key, null)));

    [Fact]
    public void Load_SeveralBadValues_ReportsAllInOneMessage()
        => Assert.Equal(
            """
            The settings of stack 'test' have 3 problems; nothing was changed:
              platform:owner is not set; allowed: 1 to 256 characters, none of <>%&\?/
                pulumi config set --stack test owner ml-platform-team
              platform:protect is 'maybe'; allowed: true or false
                pulumi config set --stack test protect true
              platform:gatewayUnits is '0'; allowed: a whole number from 1 to 10
                pulumi config set --stack test gatewayUnits 1
            """.ReplaceLineEndings("\n"),
            SettingsCase.Message(("owner", null), ("protect", "maybe"), ("gatewayUnits", "0")));

    [Theory]
    [InlineData("d")]
    [InlineData("production123")]
    [InlineData("Dev")]
    [InlineData("1dev")]
    [InlineData("my-dev")]
    public void Load_BadStackName_SaysHowToNameOne(string stack)
        => Assert.Equal(
            $"The settings of stack '{stack}' have 1 problem; nothing was changed:\n"
            + $"  its name is '{stack}'; allowed: 2 to 12 lower-case letters and digits, starting with a letter\n    pulumi stack init dev",
            Assert.Throws<InvalidSettingsException>(() => PlatformSettings.Load(SettingsCase.Reader(stack))).Message);

    [Theory]
    [InlineData("de")]
    [InlineData("production12")]
    public void Load_StackNameAtItsLimits_IsTaken(string stack)
        => Assert.Equal(stack, PlatformSettings.Load(SettingsCase.Reader(stack)).Stack);

    [Fact]
    public void Load_ZonesWrittenAsNumbers_AreTaken()
        => Assert.Equal(["1", "3"], SettingsCase.Load(("clusterZones", "[1, 3]")).Cluster.Zones);
}
