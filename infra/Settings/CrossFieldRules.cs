namespace Platform.Infra.Settings;

/// <summary>Combinations that Azure refuses, refused before anything is created.</summary>
internal static class CrossFieldRules
{
    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        NetworkRules.Check(settings, loaded.Network, loaded.Subscription);
        AddressRules.Check(settings, loaded);
        var isolation = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(loaded.Network.Isolation.ToString());
        // https://learn.microsoft.com/azure/container-registry/container-registry-skus: private endpoints need Premium
        if (loaded.Network.IsPrivate && loaded.Registry.Sku != RegistrySku.Premium)
            settings.Reject(
                "registrySku", loaded.Registry.Sku.ToString(),
                $"Premium, as platform:networkIsolation is {isolation} and private endpoints need it",
                settings.Set("registrySku", "Premium"));
        // https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication: likewise
        if (loaded.Registry.Replicas.Count > 0 && loaded.Registry.Sku != RegistrySku.Premium)
            settings.Reject(
                "registryReplicas", string.Join(',', loaded.Registry.Replicas), "none, as platform:registrySku is not Premium",
                settings.Remove("registryReplicas"));
        if (loaded.Registry.Replicas.Contains(loaded.Location))
            settings.Reject(
                "registryReplicas", string.Join(',', loaded.Registry.Replicas),
                $"regions other than platform:location, which is {loaded.Location}",
                settings.Remove("registryReplicas"));
        ClusterRules.Check(settings, loaded, isolation);
        CheckCanary(settings, loaded.Workload);
        CheckBodies(settings, loaded.Workload);
        CheckConversations(settings, loaded, isolation);
        CheckPublicEndpoint(settings, loaded);
        HostNameRules.Check(settings, loaded);
        FrontDoorRules.Check(settings, loaded);
        RunnerRules.Check(settings, loaded);
        RetrainingRules.Check(settings, loaded);
        if (loaded.Billing.Enabled)
            BillingRules.Check(settings, loaded);
    }

    // https://learn.microsoft.com/azure/api-management/private-endpoint: only with an endpoint is there another way in. An injected service
    // has no such switch: its exposure is where in the network it stands.
    private static void CheckPublicEndpoint(SettingsReader settings, PlatformSettings loaded)
    {
        void Reject(string allowed) => settings.Reject("gatewayPublicEndpoint", "false", allowed, settings.Remove("gatewayPublicEndpoint"));

        if (loaded.Gateway.PublicEndpoint)
            return;
        if (loaded.Gateway.Capabilities.IsClassic)
            Reject($"true, as platform:gatewaySku is {loaded.Gateway.Sku}, whose endpoint is where platform:gatewayExposure says");
        else if (loaded.Network.GatewayExposure == GatewayExposure.Public)
            Reject("true, as platform:gatewayExposure is public and nobody could call");
    }

    // The zone by whose names endpoints of PostgreSQL are found comes with billing's
    private static void CheckConversations(SettingsReader settings, PlatformSettings loaded, string isolation)
    {
        if (loaded.Workload.Conversations.Kept && loaded.Network is { IsPrivate: true, HasDatabase: false })
            settings.Reject(
                "conversationsServer", loaded.Workload.Conversations.Server,
                $"nothing, as platform:networkIsolation is {isolation} and PostgreSQL has an endpoint in the network with "
                + "platform:billingEnabled alone",
                settings.Remove("conversationsServer"));
    }

    // The gateway's limit, the server's and the memory of its pods are one decision: one body must never be more than a pod can hold
    private static void CheckBodies(SettingsReader settings, WorkloadSettings workload)
    {
        if (workload.MaxBodyMebibytes > workload.AffordableBodyMebibytes)
            settings.Reject(
                "workloadMemoryMebibytes", $"{workload.MemoryMebibytes}",
                $"at least {workload.NeededMemoryMebibytes}, as platform:gatewayMaxBodyMebibytes is {workload.MaxBodyMebibytes} and a "
                + "replica must be able to hold a body",
                settings.Set("workloadMemoryMebibytes", $"{workload.NeededMemoryMebibytes}"));
    }

    // A canary is tried beside something, and what goes on serving is named only while one is
    private static void CheckCanary(SettingsReader settings, WorkloadSettings workload)
    {
        if (workload.HasCanary && workload.StableTag.Length == 0)
            settings.Reject(
                "workloadStableTag", "",
                $"the content tag of the image that goes on serving, as platform:workloadCanaryPercent is {workload.CanaryPercent};"
                + " before the change, `pulumi stack output image` ends with it",
                settings.Set("workloadStableTag", "<tag>"));
        if (!workload.HasCanary && workload.StableTag.Length > 0)
            settings.Reject(
                "workloadStableTag", workload.StableTag,
                "nothing, as platform:workloadCanaryPercent is 0 and the image built last serves all calls",
                settings.Remove("workloadStableTag"));
    }
}
