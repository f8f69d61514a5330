namespace Platform.Infra.Settings;

/// <summary>Initiatives of Azure Policy, all of Azure's own making, that only report.</summary>
internal enum PolicyInitiative
{
    /// <summary>Microsoft cloud security benchmark: what Defender for Cloud's secure score counts.</summary>
    SecurityBenchmark,

    /// <summary>Kubernetes' restricted pod security standard, by the policy add-on of the cluster.</summary>
    PodSecurity,
}
