using System.Collections.Immutable;
using Platform.Review.Stacks;

namespace Platform.Review.Roles;

/// <summary>A way to set a stack up that grants more than the ones before it.</summary>
/// <param name="When">When that is, in the words of the page.</param>
/// <param name="Given">Ids of what is there already, by the setting that names it.</param>
internal sealed record RoleVariant(string When, ImmutableDictionary<string, string> Settings, ImmutableDictionary<string, string> Given)
{
    private const string Hub = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub";

    /// <summary>In the order in which the page says when a role is first granted.</summary>
    public static IReadOnlyList<RoleVariant> All { get; } =
    [
        Of("always", ("networkIsolation", "public"), ("retrainingEnabled", "false")),
        Of("with `retrainingEnabled`", ("networkIsolation", "public"), ("retrainingEnabled", "true")),
        Of("with `endpointEnabled`", ("networkIsolation", "public"), ("endpointEnabled", "true")),
        Of("with `serverlessModel`", ("networkIsolation", "public"), ("serverlessModel", "azureml://registries/azureml/models/Phi-4")),
        // Private endpoints want a Premium registry, which not every stack has
        Of("in a private network", ("networkIsolation", "privateInternetOutbound"), ("registrySku", "Premium")),
        Of("under approved outbound", ("networkIsolation", "privateApprovedOutbound"), ("registrySku", "Premium")),
        WithACertificate(),
        WithBackups(),
        Of("with `clusterHours`", ("networkIsolation", "public"), ("clusterHours", "07:00-19:00")),
        Of(
            "with `clusterKeyEncryption`", ("networkIsolation", "privateInternetOutbound"), ("registrySku", "Premium"),
            ("clusterKeyEncryption", "true")),
        Of("with `githubRepository`", ("networkIsolation", "public"), ("githubRepository", "contoso/platform")),
        WithLinks(),
        Of("with `clusterBackupDays`", ("networkIsolation", "privateApprovedOutbound"), ("registrySku", "Premium"),
            ("githubRepository", "contoso/platform"), ("clusterBackupDays", "30")),
        Of(
            "with `runnerEnabled`", ("networkIsolation", "privateInternetOutbound"), ("registrySku", "Premium"),
            ("githubRepository", "contoso/platform"),
            ("runnerEnabled", "true")),
        OnWhatIsThere(),
    ];

    public StackConfiguration Of(StackConfiguration stack)
        => stack with { Values = stack.Values.ToImmutableDictionary().SetItems(Settings) };

    private static RoleVariant WithACertificate()
    {
        const string setting = "gatewayCertificateVaultId";
        const string vault = $"{Hub}/providers/Microsoft.KeyVault/vaults/kv-hub";
        return Of($"with `{setting}`", ("networkIsolation", "public"), ("gatewayHostName", "api.example.com"), (setting, vault))
            with { Given = ImmutableDictionary<string, string>.Empty.Add(setting, vault) };
    }

    private static RoleVariant WithBackups()
    {
        const string setting = "gatewayBackupAccountId";
        const string account = $"{Hub}/providers/Microsoft.Storage/storageAccounts/sthub";
        return Of($"with `{setting}`", ("networkIsolation", "public"), (setting, account))
            with { Given = ImmutableDictionary<string, string>.Empty.Add(setting, account) };
    }

    private static RoleVariant WithLinks()
    {
        const string setting = "networkLinkedNetworks";
        const string network = $"{Hub}/providers/Microsoft.Network/virtualNetworks/vnet-vpn";
        return Of(
            $"with `{setting}`", ("networkIsolation", "privateInternetOutbound"), ("registrySku", "Premium"),
            ("githubRepository", "contoso/platform"),
            (setting, $"[\"{network}\"]")) with { Given = ImmutableDictionary<string, string>.Empty.Add(setting, network) };
    }

    private static RoleVariant OnWhatIsThere()
    {
        var given = ImmutableDictionary.CreateRange(new Dictionary<string, string>
        {
            ["networkId"] = $"{Hub}/providers/Microsoft.Network/virtualNetworks/vnet-spoke",
            ["networkDnsZonesGroup"] = Hub,
            ["logWorkspaceId"] = $"{Hub}/providers/Microsoft.OperationalInsights/workspaces/log-central",
        });
        var settings = given.SetItems(new Dictionary<string, string>
        {
            ["networkIsolation"] = "privateInternetOutbound",
            ["registrySku"] = "Premium",
            ["githubRepository"] = "contoso/platform",
            // The workspace's own, so that a stack must not say them
            ["logRetentionDays"] = "90",
            ["logDailyCapGigabytes"] = "10",
        });
        return Of("with that setting", [.. settings.Select(setting => (setting.Key, setting.Value))]) with { Given = given };
    }

    private static RoleVariant Of(string when, params (string Key, string Value)[] settings)
        => new(
            when, settings.ToImmutableDictionary(setting => $"platform:{setting.Key}", setting => setting.Value),
            ImmutableDictionary<string, string>.Empty);
}
