using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Kubernetes Service: the cluster.</summary>
internal static class ClusterRules
{
    private static readonly Part[] _cluster = [new("containerservice:ManagedCluster")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.AKS.LocalAccounts", Security, Error, "Local accounts of the cluster are off",
            "A shared certificate has no owner, and outlives who held it")
            { Of = _cluster, Input = "disableLocalAccounts", Expected = Expect.True },
        new InputRule("Azure.AKS.AzureRBAC", Security, Error, "Azure RBAC decides who may do what in the cluster",
            "Rights kept in the cluster escape review and audit in Azure")
            { Of = _cluster, Input = "aadProfile.enableAzureRBAC", Expected = Expect.True },
        new InputRule("Azure.AKS.ManagedAAD", Security, Error, "The cluster signs people in with Entra, managed by AKS",
            "Anything else has no conditional access and no sign-in log")
            { Of = _cluster, Input = "aadProfile.managed", Expected = Expect.True },
        new InputRule("Azure.AKS.UseRBAC", Security, Error, "Kubernetes RBAC is on",
            "Without it whoever reaches the API server may do everything")
            { Of = _cluster, Input = "enableRBAC", Expected = Expect.True },
        new InputRule("Azure.AKS.ManagedIdentity", Security, Warning, "The cluster acts by a managed identity",
            "A service principal's secret has to be kept and rotated by hand")
            { Of = _cluster, Input = "identity.type", Expected = Expect.OneOf("SystemAssigned", "UserAssigned") },
        new InputRule("Azure.AKS.NetworkPolicy", Security, Warning, "A network policy engine is installed",
            "NetworkPolicy objects without an engine are silently ignored")
            { Of = _cluster, Input = "networkProfile.networkPolicy", Expected = Expect.OneOf("azure", "calico", "cilium") },
        new InputRule("Azure.AKS.SecretStore", Security, Warning, "The Secrets Store CSI driver is on",
            "Secrets end up in the cluster's own store rather than in the vault")
            { Of = _cluster, Input = "addonProfiles.azureKeyvaultSecretsProvider.enabled", Expected = Expect.True },
        new InputRule("Azure.AKS.SecretStoreRotation", Security, Warning, "Mounted secrets follow their rotation in the vault",
            "Pods go on with a secret that was revoked")
        {
            Of = _cluster, Input = "addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", Expected = Expect.True,
            Where = cluster => cluster.At("addonProfiles.azureKeyvaultSecretsProvider.enabled").IsTrue,
        },
        new InputRule("Azure.AKS.DefenderProfile", Security, Warning, "Defender watches the nodes", "An intruder on a node goes unnoticed")
            { Of = _cluster, Input = "securityProfile.defender.securityMonitoring.enabled", Expected = Expect.True },
        new InputRule("Azure.AKS.AzurePolicyAddOn", Security, Warning, "The Azure Policy add-on is on",
            "Policies of the organisation stop at the cluster's door")
            { Of = _cluster, Input = "addonProfiles.azurepolicy.enabled", Expected = Expect.True },
        new InputRule("Azure.AKS.HttpAppRouting", Security, Warning, "HTTP application routing is off",
            "The retired add-on publishes workloads without TLS")
            { Of = _cluster, Input = "addonProfiles.httpApplicationRouting.enabled", Expected = Expect.AbsentOrFalse },
        new InputRule("Azure.AKS.NodeAutoUpgrade", Security, Warning, "Nodes get security updates of their system",
            "Known holes stay open on the nodes")
            { Of = _cluster, Input = "autoUpgradeProfile.nodeOSUpgradeChannel", Expected = Expect.OneOf("SecurityPatch", "NodeImage") },
        new InputRule("Azure.AKS.AutoUpgrade", Security, Warning, "Kubernetes upgrades itself", "The cluster drifts out of support")
        {
            Of = _cluster, Input = "autoUpgradeProfile.upgradeChannel", Expected = Expect.OneOf("rapid", "stable", "patch", "node-image"),
        },
        new PlanRule("Azure.AKS.AuthorizedIPs", Security, Warning, "The API server is private, or says who may reach it",
            "Anyone on the internet may knock at the API server")
        {
            Violations = plan => from cluster in _cluster[0].In(plan)
                                 let access = cluster.At("apiServerAccessProfile")
                                 where !access.At("enablePrivateCluster").IsTrue && !access.At("authorizedIPRanges").Items.Any()
                                 select new Violation(access.At("authorizedIPRanges"), "a private cluster, or one range or more"),
        },
        new InputRule("Azure.AKS.StandardLB", Reliability, Warning, "The cluster has a standard load balancer",
            "The basic one is retired, and knows neither zones nor an SLA")
            { Of = _cluster, Input = "networkProfile.loadBalancerSku", Expected = Expect.OneOf("standard") },
        new InputRule("Azure.AKS.UptimeSLA", Reliability, Warning, "The API server has an uptime SLA",
            "Its outages are nobody's obligation")
            { Of = _cluster, Input = "sku.tier", Expected = Expect.OneOf("Standard", "Premium") },
        new InputRule("Azure.AKS.ContainerInsights", Operations, Warning, "Container insights is on",
            "Nobody can see why a workload failed")
            { Of = _cluster, Input = "addonProfiles.omsagent.enabled", Expected = Expect.True },
        new InputRule("Azure.AKS.DNSPrefix", Operations, Note, "The DNS prefix is one that Azure takes", "The deployment fails half-way")
        {
            Of = _cluster, Input = "dnsPrefix",
            Expected = Expect.Matching(
                "^[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?$", "1 to 54 letters, digits and hyphens, no hyphen at either end"),
        },
        new PlanRule("Azure.AKS.Version", Reliability, Warning, "Kubernetes is a version in support, 1.33.7 or newer",
            "An old version gets no fixes, and no help")
            { Violations = KubernetesVersions.Outdated },
        new PlanRule("Azure.AKS.PoolVersion", Reliability, Warning, "Node pools have the control plane's version",
            "Skewed versions are the first suspect in every incident")
            { Violations = KubernetesVersions.Skewed },
        new PlanRule("Azure.AKS.MaintenanceWindow", Reliability, Warning,
            "Upgrades of Kubernetes and of the nodes happen in maintenance windows", "Nodes are drained at the busiest hour")
            { Violations = WithoutWindows },
        new ChildRule("Azure.AKS.AuditLogs", Security, Warning, "Audit and sign-in logs of the cluster are kept",
            "Who changed what cannot be told afterwards")
        {
            Of = _cluster[0], Child = Logs.Setting, Expected = "kube-audit-admin (or kube-audit) and guard, enabled",
            Fits = (_, setting) => Logs.HasAny(setting, "kube-audit-admin", "kube-audit") && Logs.HasAny(setting, "guard"),
        },
        new ChildRule("Azure.AKS.PlatformLogs", Operations, Warning, "The control plane's logs and metrics are kept",
            "A failed upgrade or scale-out cannot be explained")
        {
            Of = _cluster[0], Child = Logs.Setting,
            Expected = "cluster-autoscaler, kube-apiserver, kube-controller-manager, kube-scheduler and AllMetrics, enabled",
            Fits = (_, setting) => setting.All("metrics[*]").Any(metric => metric.At("enabled").IsTrue)
                && new[] { "cluster-autoscaler", "kube-apiserver", "kube-controller-manager", "kube-scheduler" }
                    .All(category => Logs.HasAny(setting, category)),
        },
        new PlanRule("Azure.AKS.AuditAdmin", Cost, Warning, "Of audit logs, kube-audit-admin is collected",
            "kube-audit has every read as well: many times the volume, and the bill")
        {
            Violations = plan => from cluster in plan.OfType("containerservice:ManagedCluster")
                                 from setting in plan.ChildrenOf(cluster, Logs.Setting)
                                 from log in InputValue.Of(setting).All("logs[*]")
                                 where log.At("category").Is("kube-audit") && log.At("enabled").IsTrue
                                 select new Violation(log.At("category"), "'kube-audit-admin'"),
        },
    ];

    private static IEnumerable<Violation> WithoutWindows(PlanUnderReview plan)
        => from cluster in _cluster[0].In(plan)
           from name in new[] { "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule" }
           where !plan.ChildrenOf(cluster.Resource, "containerservice:MaintenanceConfiguration")
               .Any(window => InputValue.Of(window).At("configName").Is(name))
           select new Violation(cluster, $"a MaintenanceConfiguration '{name}'", "none");
}
