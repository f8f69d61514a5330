using System.Text.RegularExpressions;

namespace Platform.Infra.Naming;

/// <summary>
/// Length and charset of one kind of Azure name.
/// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
/// </summary>
/// <param name="Kind">For the error message, e.g. <c>Key Vault</c>.</param>
internal sealed record NameRule(string Kind, int MinLength, int MaxLength, string Pattern)
{
    private const string Hyphenated = "^[a-zA-Z](?!.*--)([a-zA-Z0-9-]*[a-zA-Z0-9])?$";
    private const string LowerAlphanumeric = "^[a-z0-9]+$";
    private const string Lenient = "^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?$";

    public static NameRule ResourceGroup { get; } = new("resource group", 4, 90, "^rg(-[a-z0-9]+)+$");
    public static NameRule VirtualNetwork { get; } = new("virtual network", 2, 64, Lenient);
    public static NameRule Subnet { get; } = new("subnet", 1, 80, Lenient);
    public static NameRule NetworkResource { get; } = new("network resource", 1, 80, Lenient);
    public static NameRule PrivateEndpoint { get; } = new("private endpoint", 2, 64, Lenient);
    public static NameRule LogAnalytics { get; } = new("Log Analytics workspace", 4, 63, Hyphenated);
    public static NameRule ApplicationInsights { get; } = new("Application Insights component", 1, 260, Lenient);
    public static NameRule PrometheusWorkspace { get; } = new("Azure Monitor workspace", 4, 44, Hyphenated);
    public static NameRule DataCollection { get; } = new("data collection endpoint", 3, 44, Hyphenated);
    public static NameRule ActionGroup { get; } = new("action group", 1, 260, Lenient);
    public static NameRule Identity { get; } = new("managed identity", 3, 128, Hyphenated);
    public static NameRule Registry { get; } = new("container registry", 5, 50, "^[a-zA-Z0-9]+$");
    public static NameRule Vault { get; } = new("Key Vault", 3, 24, Hyphenated);
    public static NameRule BackupVault { get; } = new("Backup vault", 2, 50, Hyphenated);
    public static NameRule StorageAccount { get; } = new("storage account", 3, 24, LowerAlphanumeric);
    public static NameRule Database { get; } = new("PostgreSQL server", 3, 63, "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$");
    public static NameRule MachineLearning { get; } = new("Machine Learning workspace", 3, 33, "^[a-zA-Z0-9][a-zA-Z0-9_-]*$");
    public static NameRule MachineLearningEndpoint { get; } = new("Machine Learning endpoint", 3, 32, Hyphenated);
    public static NameRule ContainerJob { get; } = new("Container Apps job", 2, 32, "^[a-z]([a-z0-9-]*[a-z0-9])?$");
    public static NameRule Cluster { get; } = new("AKS cluster", 1, 63, "^[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?$");
    public static NameRule Gateway { get; } = new("API Management service", 1, 50, Hyphenated);

    /// <exception cref="InvalidNameException">Azure would refuse the name.</exception>
    public string Validate(string name)
    {
        if (name.Length < MinLength || name.Length > MaxLength || !Regex.IsMatch(name, Pattern, RegexOptions.CultureInvariant))
            throw new InvalidNameException(this, name);
        return name;
    }
}
