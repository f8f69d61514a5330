using Platform.Review.Rules.Catalogue;

namespace Platform.Review.Rules;

/// <summary>Every rule there is.</summary>
internal static class RuleCatalogue
{
    /// <summary>In ordinal order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. new[]
        {
            AlertRules.All, ApiRules.All, ClusterRules.All, ConventionRules.All, DatabaseRules.All, EverywhereRules.All, GatewayRules.All,
            GroupRules.All,
            LifecycleRules.All,
            MachineLearningRules.All, NameRules.All,
            NetworkRules.All, NodePoolRules.All, ObjectRules.All, ObservabilityRules.All, PodRules.All, PolicyRules.All,
            PrivateLinkRules.All,
            RegistryRules.All, StorageRules.All, TypeRules.All, VaultRules.All,
            WorkloadRules.All,
        }.SelectMany(rules => rules).OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
