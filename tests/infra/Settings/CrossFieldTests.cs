namespace Platform.Infra.Tests.Settings;

public sealed class CrossFieldTests
{
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";

    [Theory, InlineData("privateInternetOutbound"), InlineData("privateApprovedOutbound")]
    public void Load_PrivateNetworkWithStandardRegistry_WantsPremium(string isolation)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:registrySku", "'Standard'", $"Premium, as platform:networkIsolation is {isolation} and private endpoints need it",
                $"{Set} registrySku Premium"),
            SettingsCase.Message(("networkIsolation", isolation), ("registrySku", "Standard")));

    [Fact]
    public void Load_ReplicasOfStandardRegistry_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:registryReplicas", "'northeurope'", "none, as platform:registrySku is not Premium", $"{Remove} registryReplicas"),
            SettingsCase.Message(("registrySku", "Standard"), ("registryReplicas", """["northeurope"]""")));

    [Fact]
    public void Load_ReplicaInTheRegistrysOwnRegion_WantsAnother()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:registryReplicas", "'westeurope'", "regions other than platform:location, which is westeurope",
                $"{Remove} registryReplicas"),
            SettingsCase.Message(("registryReplicas", """["westeurope"]""")));

    [Fact]
    public void Load_PrivateNetworkWithAuthorizedRanges_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:clusterAuthorizedRanges", "'203.0.113.0/24,198.51.100.0/24'",
                "none, as platform:networkIsolation is privateInternetOutbound and the API server is private",
                $"{Remove} clusterAuthorizedRanges"),
            SettingsCase.Message(
                ("networkIsolation", "privateInternetOutbound"), ("clusterAuthorizedRanges", """["203.0.113.0/24","198.51.100.0/24"]""")));

    [Fact]
    public void Load_ConversationsInAPrivateNetworkWithoutBilling_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:conversationsServer", "'psql-a.postgres.database.azure.com'",
                "nothing, as platform:networkIsolation is privateInternetOutbound and PostgreSQL has an endpoint in the network with "
                + "platform:billingEnabled alone",
                $"{Remove} conversationsServer"),
            SettingsCase.Message(
                ("networkIsolation", "privateInternetOutbound"), ("billingEnabled", "false"),
                ("conversationsServer", "psql-a.postgres.database.azure.com")));

    [Fact]
    public void Load_InsightsWhereOutboundIsApproved_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:retrainingInsights", "'true'",
                "false, as platform:networkIsolation is privateApprovedOutbound and Microsoft's components and their images come from "
                + "hosts that are not approved",
                $"{Remove} retrainingInsights"),
            SettingsCase.Message(("networkIsolation", "privateApprovedOutbound"), ("retrainingInsights", "true")));

    [Fact]
    public void Load_SpotPreferredWithoutSpotNodes_WantsSome()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:workloadPrefersSpot", "'true'", "false, as platform:clusterSpotNodesMax is 0 and there are no spot nodes",
                $"{Set} clusterSpotNodesMax 10"),
            SettingsCase.Message(("workloadPrefersSpot", "true")));

    [Fact]
    public void Load_SpotNodesBesideTheOthers_TakeAddressesToo()
        => Assert.StartsWith(
            "The settings of stack 'test' have 1 problem; nothing was changed:\n  platform:networkAddressSpace is",
            SettingsCase.Message(("networkAddressSpace", "10.20.0.0/23"), ("clusterUserNodesMax", "170"), ("clusterSpotNodesMax", "20")),
            StringComparison.Ordinal);

    [Fact]
    public void Load_RenewalLongerThanTheCertificateHolds_WantsFewerDays()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:certificateRenewalDays", "'90'", "fewer than platform:certificateServerDays, which is 60",
                $"{Set} certificateRenewalDays 20"),
            SettingsCase.Message(("certificateServerDays", "60")));

    [Fact]
    public void Load_VersionsDeletedWhileTheCoolTierIsPaidFor_WantsMoreDays()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:storageVersionDays", "'90'",
                "91 or more: platform:storageVersionCoolDays, which is 61, and the 30 that the cool tier is paid for",
                $"{Set} storageVersionDays 91"),
            SettingsCase.Message(("storageVersionCoolDays", "61")));

    [Fact]
    public void Load_ZonesOfDeveloperGateway_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem("platform:gatewayZones", "'1,2'", "none, as platform:gatewaySku is not Premium", $"{Remove} gatewayZones"),
            SettingsCase.Message(("gatewaySku", "Developer"), ("gatewayZones", """["1","2"]""")));

    [Fact]
    public void Load_TwoUnitsOfDeveloperGateway_WantsOne()
        => Assert.Equal(
            SettingsCase.Problem("platform:gatewayUnits", "'2'", "a whole number from 1 to 1", $"{Set} gatewayUnits 1"),
            SettingsCase.Message(("gatewaySku", "Developer"), ("gatewayUnits", "2")));

    [Theory, InlineData("public"), InlineData("privateInternetOutbound")]
    public void Load_GatewayThatReachesNoNetwork_WantsAnother(string isolation)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewaySku", "'BasicV2'",
                "Developer, StandardV2 or Premium, as BasicV2 reaches public addresses only and the inference server has none",
                $"{Set} gatewaySku StandardV2"),
            SettingsCase.Message(("gatewaySku", "BasicV2"), ("networkIsolation", isolation)));

    [Fact]
    public void Load_ElevenUnitsOfStandardV2Gateway_WantsTen()
        => Assert.Equal(
            SettingsCase.Problem("platform:gatewayUnits", "'11'", "a whole number from 1 to 10", $"{Set} gatewayUnits 1"),
            SettingsCase.Message(("gatewaySku", "StandardV2"), ("gatewayUnits", "11")));

    [Fact]
    public void Load_ZonesOfStandardV2Gateway_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem("platform:gatewayZones", "'1'", "none, as platform:gatewaySku is not Premium", $"{Remove} gatewayZones"),
            SettingsCase.Message(("gatewaySku", "StandardV2"), ("gatewayZones", """["1"]""")));

    [Theory, InlineData("Developer"), InlineData("Premium")]
    public void Load_InjectedGatewayWithoutPublicEndpoint_SaysWhatDecides(string sku)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayPublicEndpoint", "'false'",
                $"true, as platform:gatewaySku is {sku}, whose endpoint is where platform:gatewayExposure says",
                $"{Remove} gatewayPublicEndpoint"),
            SettingsCase.Message(("gatewaySku", sku), ("gatewayPublicEndpoint", "false"), ("gatewayExposure", "private")));

    [Fact]
    public void Load_PublicGatewayWithoutPublicEndpoint_SaysThatNobodyCouldCall()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayPublicEndpoint", "'false'", "true, as platform:gatewayExposure is public and nobody could call",
                $"{Remove} gatewayPublicEndpoint"),
            SettingsCase.Message(("gatewaySku", "StandardV2"), ("gatewayPublicEndpoint", "false")));

    [Fact]
    public void Load_UnitsThatDoNotFillTheZones_WantsMultiple()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayUnits", "'4'", "a multiple of the 3 zones in platform:gatewayZones", $"{Set} gatewayUnits 3"),
            SettingsCase.Message(("gatewaySku", "Premium"), ("gatewayUnits", "4"), ("gatewayZones", """["1","2","3"]""")));

    [Fact]
    public void Load_MoreFailedLocationsThanTested_WantsNoMore()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:alertFailedLocations", "'3'", "no more than the 2 locations in platform:availabilityLocations",
                $"{Set} alertFailedLocations 2"),
            SettingsCase.Message(("availabilityLocations", "[\"emea-nl-ams-azr\",\"us-va-ash-azr\"]")));

    [Fact]
    public void Load_CanaryBesideNothing_WantsTheStableTag()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:workloadStableTag", "''",
                "the content tag of the image that goes on serving, as platform:workloadCanaryPercent is 10; before the change, `pulumi "
                + "stack output image` ends with it", $"{Set} workloadStableTag <tag>"),
            SettingsCase.Message(("workloadCanaryPercent", "10")));

    [Theory]
    [InlineData("511", "64", "512")]
    [InlineData("201", "2", "202")]
    public void Load_BodiesThatReplicasCannotHold_WantsMoreMemory(string memory, string body, string needed)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:workloadMemoryMebibytes", $"'{memory}'",
                $"at least {needed}, as platform:gatewayMaxBodyMebibytes is {body} and a replica must be able to hold a body",
                $"{Set} workloadMemoryMebibytes {needed}"),
            SettingsCase.Message(("workloadMemoryMebibytes", memory), ("gatewayMaxBodyMebibytes", body)));

    [Fact]
    public void Load_StableTagWithoutCanary_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:workloadStableTag", "'0123456789ab'",
                "nothing, as platform:workloadCanaryPercent is 0 and the image built last serves all calls",
                $"{Remove} workloadStableTag"),
            SettingsCase.Message(("workloadStableTag", "0123456789ab")));

    [Fact]
    public void Load_MoreNodesThanTheSubnetHolds_WantsALargerRange()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkAddressSpace", "'10.20.0.0/23'",
                "a range of /22 or larger: 276 addresses are needed when all pools are at their most nodes and being upgraded, "
                + "and the nodes' subnet has 251", $"{Set} networkAddressSpace 10.20.0.0/22"),
            SettingsCase.Message(("networkAddressSpace", "10.20.0.0/23"), ("clusterUserNodesMax", "200")));

    [Fact]
    public void Load_MoreNodesThanAnySubnetHolds_WantsFewer()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:clusterUserNodesMax", "'900'",
                "fewer: 1207 addresses are needed when all pools are at their most nodes and being upgraded, "
                + "and the largest subnet for nodes has 1019", $"{Set} clusterUserNodesMax 100"),
            SettingsCase.Message(("clusterUserNodesMax", "900")));

    [Theory, InlineData("184"), InlineData("1")]
    public void Load_AsManyNodesAsTheSubnetHolds_IsTaken(string nodes)
        => Assert.Equal(
            int.Parse(nodes),
            SettingsCase.Load(
                ("networkAddressSpace", "10.20.0.0/23"), ("clusterSystemNodesMin", "1"), ("clusterSystemNodesMax", "1"),
                ("clusterUserNodesMin", "0"), ("clusterUserNodesMax", nodes))
                .Cluster.UserPool.MaxCount);

    [Fact]
    public void Load_MoreUnitsThanTheGatewaysSubnetHolds_WantsALargerRange()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkAddressSpace", "'10.20.0.0/23'",
                "a range of /22 or larger: 61 addresses are needed for 30 units of the gateway, and its subnet has 59",
                $"{Set} networkAddressSpace 10.20.0.0/22"),
            SettingsCase.Message(("networkAddressSpace", "10.20.0.0/23"), ("gatewaySku", "Premium"), ("gatewayUnits", "30")));

    [Theory]
    [InlineData("clusterSystemNodes")]
    [InlineData("clusterUserNodes")]
    [InlineData("workloadReplicas")]
    [InlineData("endpointInstances")]
    public void Load_MinimumAboveMaximum_WantsNoMoreThanMaximum(string range)
        => Assert.Equal(
            SettingsCase.Problem($"platform:{range}Min", "'8'", $"no more than platform:{range}Max, which is 4", $"{Set} {range}Min 4"),
            SettingsCase.Message(($"{range}Min", "8"), ($"{range}Max", "4")));

    [Theory]
    [InlineData("endpointGreenPercent")]
    [InlineData("endpointMirrorPercent")]
    public void Load_CallsForAGreenDeploymentThatIsNot_WantsNone(string key)
        => Assert.Equal(
            SettingsCase.Problem(
                $"platform:{key}", "'10'", "0, as platform:endpointGreenVersion is 0 and there is no green deployment", $"{Set} {key} 0"),
            SettingsCase.Message((key, "10")));

    [Fact]
    public void Load_CopiesForAGreenDeploymentThatAnswers_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:endpointMirrorPercent", "'10'", "0, as platform:endpointGreenPercent is 20 and green answers calls already",
                $"{Set} endpointMirrorPercent 0"),
            SettingsCase.Message(("endpointGreenVersion", "2"), ("endpointGreenPercent", "20"), ("endpointMirrorPercent", "10")));
}
