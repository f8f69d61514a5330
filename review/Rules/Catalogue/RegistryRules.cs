using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Container Registry.</summary>
internal static class RegistryRules
{
    private static readonly Part[] _registry = [new("containerregistry:Registry")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.ACR.AdminUser", Security, Error, "The registry's admin user is off",
            "One shared password may push and pull everything")
            { Of = _registry, Input = "adminUserEnabled", Expected = Expect.AbsentOrFalse },
        new InputRule("Azure.ACR.AnonymousAccess", Security, Error, "Nobody pulls without an identity",
            "Images and what is in them are public")
            { Of = _registry, Input = "anonymousPullEnabled", Expected = Expect.AbsentOrFalse },
        new InputRule("Azure.ACR.MinSku", Reliability, Warning, "The registry is Standard or Premium",
            "Basic throttles a cluster that scales out")
            { Of = _registry, Input = "sku.name", Expected = Expect.OneOf("Standard", "Premium") },
        new PlanRule("Azure.ACR.ExportPolicy", Security, Warning, "A Premium registry exports nothing",
            "Whoever may read images may copy them to a registry elsewhere")
            { Violations = Exporting },
        new PlanRule("Azure.ACR.Firewall", Security, Warning, "The registry is closed to networks that need it not",
            "A leaked token works from anywhere")
        {
            Violations = plan => from registry in _registry[0].In(plan)
                                 where !registry.At("publicNetworkAccess").Is("Disabled")
                                     && !registry.At("networkRuleSet.defaultAction").Is("Deny")
                                 select new Violation(
                                     registry.At("publicNetworkAccess"), "'Disabled', or networkRuleSet.defaultAction 'Deny'"),
        },
        new InputRule("Azure.ACR.Retention", Cost, Warning, "A Premium registry deletes untagged manifests",
            "Images that nothing refers to are paid for forever")
            { Of = _registry, Input = "policies.retentionPolicy.status", Expected = Expect.OneOf("enabled"), Where = IsPremium },
        new ChildRule("Azure.ACR.GeoReplica", Reliability, Warning, "The registry has a replica in another region",
            "A region's outage keeps nodes everywhere from pulling")
        {
            Of = _registry[0], Child = "containerregistry:Replication", Expected = "a replica in another location",
            Fits = (registry, replica) => replica.At("location").IsSet && !replica.At("location").Is(registry.At("location").Text),
        },
        new ChildRule("Azure.ACR.AuditLogs", Security, Warning, "The registry's sign-ins and repository events are kept",
            "Who pulled or pushed cannot be told afterwards")
        {
            Of = _registry[0], Child = Logs.Setting,
            Expected = "ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents, or a group with them, enabled",
            Fits = (_, setting) =>
                Logs.HasAudit(setting, "ContainerRegistryLoginEvents") && Logs.HasAudit(setting, "ContainerRegistryRepositoryEvents"),
        },
        Naming.Rule("Azure.ACR.Name", _registry, "registryName", "^[A-Za-z0-9]{5,50}$", "5 to 50 letters and digits"),
    ];

    private static bool IsPremium(InputValue registry) => registry.At("sku.name").Is("Premium");

    private static IEnumerable<Violation> Exporting(PlanUnderReview plan)
    {
        foreach (var registry in _registry[0].In(plan).Where(IsPremium))
        {
            if (registry.At("policies.exportPolicy.status") is var status && !status.Is("disabled"))
                yield return new(status, "'disabled'");
            if (registry.At("publicNetworkAccess") is var access && !access.Is("Disabled"))
                yield return new(access, "'Disabled', without which exports cannot be off");
        }
    }
}
