using Pulumi;

namespace Platform.Infra.Settings;

/// <summary>Everything that a stack can say, typed and valid. Defaults are the secure choice; a stack file relaxes them.</summary>
/// <param name="Subscription">Where it is deployed to.</param>
internal sealed record PlatformSettings(
    string Stack,
    SubscriptionSettings Subscription,
    string Location,
    string Owner,
    bool Protect,
    IReadOnlyList<DefenderPlan> DefenderPlans,
    IReadOnlyList<PolicyInitiative> PolicyInitiatives,
    IdentitySettings Identity,
    RunnerSettings Runner,
    NetworkSettings Network,
    ObservabilitySettings Observability,
    AlertSettings Alerts,
    RegistrySettings Registry,
    SecretsSettings Secrets,
    CertificateSettings Certificates,
    StorageSettings Storage,
    MachineLearningSettings MachineLearning,
    ClusterSettings Cluster,
    WorkloadSettings Workload,
    GatewaySettings Gateway,
    BillingSettings Billing)
{
    /// <summary>
    /// Where models of Azure's catalogue answer: https://learn.microsoft.com/azure/machine-learning/how-to-access-azureml-behind-firewall
    /// </summary>
    private const string ServerlessHosts = "*.models.ai.azure.com";

    /// <param name="models">What can be trained.</param>
    /// <exception cref="InvalidSettingsException">Lists every problem.</exception>
    public static PlatformSettings Load(string stack, Config config, TrainableModels models) => Load(
        new SettingsReader(stack, key => key.Split(':') is [var other, var name] ? new Config(other).Get(name) : config.Get(key)), models);

    /// <param name="models">Null where the files of the repository do not count.</param>
    /// <exception cref="InvalidSettingsException">Lists every problem.</exception>
    public static PlatformSettings Load(SettingsReader settings, TrainableModels? models = null)
    {
        CheckStackName(settings);
        var loaded = Read(settings);
        CrossFieldRules.Check(settings, loaded);
        if (models is not null)
            RetrainingRules.Check(settings, loaded.MachineLearning.Retraining, models);
        settings.ThrowIfInvalid();
        return loaded;
    }

    /// <summary>Every setting that there is, in the order of the program's concerns.</summary>
    public static IReadOnlyList<SettingDeclaration> Declarations()
    {
        var reader = new SettingsReader("any", _ => null);
        Read(reader);
        return reader.Declarations;
    }

    private static PlatformSettings Read(SettingsReader settings)
    {
        var read = new PlatformSettings(
            settings.Stack,
            SubscriptionSettings.Read(settings.Under("Which subscription")),
            settings.Under("Where and whose").Text(
                new("location", "Azure region, as `az account list-locations` names it"),
                "an Azure region in lower case, such as westeurope", IsRegion, "westeurope"),
            settings.Text(
                new("owner", "Who answers for the stack; a tag on every resource"),
                "1 to 256 characters, none of <>%&\\?/", IsTagValue, example: "ml-platform-team"),
            settings.Flag(new("protect", "Whether Pulumi refuses to delete what holds data or identity"), true),
            settings.Choices<DefenderPlan>(
                new(
                    "defenderPlans",
                    "Plans of Microsoft Defender for Cloud to turn on for the whole subscription, in one stack of it; any of "
                    + "Containers (scans images), KeyVaults, StorageAccounts, Arm")),
            settings.Choices(
                new(
                    "policyInitiatives",
                    "Initiatives of Azure Policy on the stack's group, which report and refuse nothing; any of SecurityBenchmark, "
                    + "PodSecurity"),
                PolicyInitiative.SecurityBenchmark, PolicyInitiative.PodSecurity),
            IdentitySettings.Read(settings),
            RunnerSettings.Read(settings),
            NetworkSettings.Read(settings.Under("Network")),
            ObservabilitySettings.Read(settings.Under("Observability")),
            AlertSettings.Read(settings.Under("Alerts; counts are per five minutes")),
            RegistrySettings.Read(settings.Under("Container registry")),
            SecretsSettings.Read(settings.Under("Key Vault")),
            CertificateSettings.Read(settings.Under("Certificates")),
            StorageSettings.Read(settings.Under("Storage")),
            MachineLearningSettings.Read(settings.Under("Machine Learning")),
            ClusterSettings.Read(settings.Under("Kubernetes")),
            WorkloadSettings.Read(settings.Under("Inference server")),
            GatewaySettings.Read(settings.Under("API Management")),
            BillingSettings.Read(settings.Under("Billing")));
        return read.Joined();
    }

    // What one concern has to know of another
    private PlatformSettings Joined() => this with
    {
        Workload = Workload with { MaxBodyMebibytes = Gateway.MaxBodyMebibytes, Tiers = Gateway.Tiers },
        Alerts = Alerts with { Billing = Billing.Enabled ? Billing : null },
        Network = Network with
        {
            HasDatabase = Billing.Enabled,
            HasConsole = Billing.HasConsole,
            PaymentHosts = Billing.Hosts,
            TextHosts = MachineLearning.ServerlessModel.Length > 0 ? [ServerlessHosts] : [],
            GrpcPort = Workload.GrpcPort,
            HasRunner = Runner.Enabled,
            HasApiServer = Cluster.Nodes.KeyEncryption && Network.IsPrivate,
            GatewayHostName = Gateway.HostName,
            HasManagedCertificate = Gateway.HostNames.IsManaged,
        },
    };

    // The stack's name is part of every resource name, the shortest of which (Key Vault, 24 characters) leaves 12 for it.
    private static void CheckStackName(SettingsReader settings)
    {
        var name = settings.Stack;
        if (name.Length is < 2 or > 12 || !char.IsAsciiLetterLower(name[0])
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            throw new InvalidSettingsException(
                name,
                [new("its name", $"'{name}'", "2 to 12 lower-case letters and digits, starting with a letter", "pulumi stack init dev")]);
    }

    internal static bool IsRegion(string value)
        => value.Length is >= 4 and <= 30 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsTagValue(string value)
        => value.Length is >= 1 and <= 256 && value.IndexOfAny(['<', '>', '%', '&', '\\', '?', '/']) < 0;
}
