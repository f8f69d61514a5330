using System.Security.Cryptography;
using System.Text;
using Pulumi;

namespace Platform.Infra.Naming;

/// <summary>
/// Names by the Cloud Adoption Framework's abbreviations. Names that are unique in the whole of Azure carry a hash of
/// subscription and stack, and so depend on the subscription that the stack is deployed to.
/// https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
/// </summary>
internal sealed class ResourceNames(string stack, string location, Output<string> subscriptionId)
{
    private const string Workload = "platform";
    private readonly Output<string> _hash = subscriptionId.Apply(id => Hash(id, stack));

    public string ResourceGroup { get; } = NameRule.ResourceGroup.Validate($"rg-{Workload}-{stack}-{location}");

    /// <summary>AKS puts what it manages into a group of its own; named here, else Azure makes a longer one up.</summary>
    public string NodeResourceGroup { get; } = NameRule.ResourceGroup.Validate($"rg-{Workload}-{stack}-{location}-nodes");

    /// <summary>Container Apps do likewise.</summary>
    public string RunnerResourceGroup { get; } = NameRule.ResourceGroup.Validate($"rg-{Workload}-{stack}-{location}-runner");

    /// <summary>Snapshots of the cluster's disks are in one as well.</summary>
    public string BackupResourceGroup { get; } = NameRule.ResourceGroup.Validate($"rg-{Workload}-{stack}-{location}-backup");

    public string BackupVault { get; } = NameRule.BackupVault.Validate($"bvault-{Workload}-{stack}");
    public string RunnerJob { get; } = NameRule.ContainerJob.Validate($"job-{stack}-runner");

    public string VirtualNetwork { get; } = NameRule.VirtualNetwork.Validate($"vnet-{Workload}-{stack}");
    public string LogAnalytics { get; } = NameRule.LogAnalytics.Validate($"log-{Workload}-{stack}");
    public string ApplicationInsights { get; } = NameRule.ApplicationInsights.Validate($"appi-{Workload}-{stack}");
    public string PrometheusWorkspace { get; } = NameRule.PrometheusWorkspace.Validate($"amw-{Workload}-{stack}");
    public string DataCollectionEndpoint { get; } = NameRule.DataCollection.Validate($"dce-{Workload}-{stack}");
    public string MonitorScope { get; } = NameRule.ApplicationInsights.Validate($"ampls-{Workload}-{stack}");
    public string ActionGroup { get; } = NameRule.ActionGroup.Validate($"ag-{Workload}-{stack}");
    public string Budget { get; } = NameRule.ActionGroup.Validate($"budget-{Workload}-{stack}");
    public string MachineLearning { get; } = NameRule.MachineLearning.Validate($"mlw-{Workload}-{stack}");
    public string Cluster { get; } = NameRule.Cluster.Validate($"aks-{Workload}-{stack}");
    public string EntraApplication { get; } = $"{Workload}-{stack}";
    public string EntraConsole { get; } = $"{Workload}-{stack}-console";

    public Output<string> Registry => _hash.Apply(hash => NameRule.Registry.Validate($"cr{stack}{hash}"));
    public Output<string> Vault => _hash.Apply(hash => NameRule.Vault.Validate($"kv-{stack}-{hash}"));
    public Output<string> MachineLearningVault => _hash.Apply(hash => NameRule.Vault.Validate($"kvm{stack}{hash}"));
    public Output<string> StorageAccount => _hash.Apply(hash => NameRule.StorageAccount.Validate($"st{stack}{hash}"));
    public Output<string> UsageAccount => _hash.Apply(hash => NameRule.StorageAccount.Validate($"stu{stack}{hash}"));
    public Output<string> BackupAccount => _hash.Apply(hash => NameRule.StorageAccount.Validate($"stb{stack}{hash}"));
    public Output<string> Database => _hash.Apply(hash => NameRule.Database.Validate($"psql-{Workload}-{stack}-{hash}"));
    public Output<string> Gateway => _hash.Apply(hash => NameRule.Gateway.Validate($"apim-{Workload}-{stack}-{hash}"));

    /// <summary>Unique in the region: https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas</summary>
    public Output<string> MachineLearningEndpoint(string purpose)
        => _hash.Apply(hash => NameRule.MachineLearningEndpoint.Validate($"mle-{purpose}-{stack}-{hash}"));

    public string Subnet(string purpose) => NameRule.Subnet.Validate($"snet-{purpose}");
    public string SubnetOfStack(string purpose) => NameRule.Subnet.Validate($"snet-{Workload}-{stack}-{purpose}");
    public string SecurityGroup(string purpose) => NameRule.NetworkResource.Validate($"nsg-{Workload}-{stack}-{purpose}");
    public string RouteTable(string purpose) => NameRule.NetworkResource.Validate($"rt-{Workload}-{stack}-{purpose}");
    public string PublicAddress(string purpose) => NameRule.NetworkResource.Validate($"pip-{Workload}-{stack}-{purpose}");
    public string NatGateway { get; } = NameRule.NetworkResource.Validate($"ng-{Workload}-{stack}");
    public string Firewall { get; } = NameRule.NetworkResource.Validate($"afw-{Workload}-{stack}");
    public string FirewallPolicy { get; } = NameRule.NetworkResource.Validate($"afwp-{Workload}-{stack}");
    public string Identity(string purpose) => NameRule.Identity.Validate($"id-{Workload}-{stack}-{purpose}");
    public string PrivateEndpoint(string purpose) => NameRule.PrivateEndpoint.Validate($"pep-{Workload}-{stack}-{purpose}");

    /// <summary>
    /// Eight hexadecimal digits: 32 bits, plenty among the deployments of one product, short enough for a vault's 24 characters.
    /// </summary>
    internal static string Hash(string subscriptionId, string stack)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subscriptionId}/{stack}")))[..8];
}
