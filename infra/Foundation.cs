using Platform.Infra.Billing;
using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Security;
using Platform.Infra.Settings;
using Platform.Infra.Storage;

namespace Platform.Infra;

/// <summary>What all that runs stands on: where logs go, who may what, the network, and what is kept.</summary>
/// <param name="Usage">Where usage is logged; null where nothing is billed.</param>
internal sealed record Foundation(
    PlatformScope Scope, PlatformSettings Settings, Monitoring Monitoring, PlatformNetwork Network, Identities Identities,
    SecretStore Secrets, ModelStorage Storage, ImageRegistry Registry, UsageStorage? Usage)
{
    /// <summary>Billing's name in the network; null where nothing is billed.</summary>
    public string? BillingHost => Settings.Billing.Enabled ? BillingService.HostIn(Network.InternalZone) : null;

    public static Foundation Declare(PlatformScope scope, PlatformSettings settings)
    {
        var monitoring = new Monitoring("observability", new(scope, settings.Observability, [.. Groups(scope, settings)]));
        var network = new PlatformNetwork(
            "network", new(scope, settings.Network, settings.Gateway.Capabilities, settings.Cluster, monitoring));
        var identities = new Identities("identity", new(scope, monitoring, settings.Billing.Enabled));
        var secrets = new SecretStore("secrets", new(scope, settings.Secrets, network, monitoring));
        if (settings.DefenderPlans.Count > 0)
            _ = new DefenderPlans("security", new(scope, settings.DefenderPlans));
        if (settings.PolicyInitiatives.Count > 0)
            _ = new PolicyAssignments("policies", new(scope, settings.PolicyInitiatives));
        var storage = new ModelStorage("storage", new(scope, settings.Storage, network, monitoring));
        if (settings.Network.FlowLogDays > 0)
            _ = new FlowLogs("flow-logs", new(scope, settings.Network.FlowLogDays, network, storage.Account.Id, monitoring));
        var registry = new ImageRegistry(
            "registry",
            new(
                scope, settings.Registry, network, identities, monitoring, settings.Billing.Enabled ? settings.Billing.Image : null,
                settings.Runner.Enabled ? settings.Runner.Image : null));
        var usage = settings.Billing.Enabled ? new UsageStorage("usage", new(scope, settings, network, identities, monitoring)) : null;
        return new(scope, settings, monitoring, network, identities, secrets, storage, registry, usage);
    }

    // Whose cost the budget counts
    private static IEnumerable<string> Groups(PlatformScope scope, PlatformSettings settings)
    {
        yield return scope.Names.ResourceGroup;
        yield return scope.Names.NodeResourceGroup;
        if (settings.Runner.Enabled)
            yield return scope.Names.RunnerResourceGroup;
        if (settings.Cluster.BackupDays > 0)
            yield return scope.Names.BackupResourceGroup;
    }
}
