using Pulumi;

namespace Platform.Infra.Settings;

/// <summary>Everything that a stack can say, typed and valid. Defaults are the secure choice; a stack file relaxes them.</summary>
/// <param name="Subscription">Where it is deployed to.</param>
/// <param name="Location">Azure region, as in <c>az account list-locations</c>.</param>
/// <param name="Owner">Who answers for the stack; a tag on every resource.</param>
/// <param name="Protect">Whether Pulumi refuses to delete what holds data or identity.</param>
/// <param name="PolicyInitiatives">Of Azure Policy, on the stack's group.</param>
/// <param name="DefenderPlans">Plans of Microsoft Defender for Cloud to turn on, for the whole subscription; none by default.</param>
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
    /// <summary>Where models of Azure's catalogue answer: https://learn.microsoft.com/azure/machine-learning/how-to-access-azureml-behind-firewall</summary>
    private const string ServerlessHosts = "*.models.ai.azure.com";

    /// <exception cref="InvalidSettingsException">Lists every problem.</exception>
    public static PlatformSettings Load(string stack, Config config) =>
        Load(new SettingsReader(stack, key => key.Split(':') is [var other, var name] ? new Config(other).Get(name) : config.Get(key)));

    public static PlatformSettings Load(SettingsReader settings)
    {
        CheckStackName(settings);
        var loaded = new PlatformSettings(
            settings.Stack,
            SubscriptionSettings.Read(settings),
            settings.Text("location", "an Azure region in lower case, such as westeurope", IsRegion, "westeurope"),
            settings.Text("owner", "1 to 256 characters, none of <>%&\\?/", IsTagValue, example: "ml-platform-team"),
            settings.Flag("protect", true),
            settings.Choices<DefenderPlan>("defenderPlans"),
            settings.Choices("policyInitiatives", PolicyInitiative.SecurityBenchmark, PolicyInitiative.PodSecurity),
            IdentitySettings.Read(settings),
            RunnerSettings.Read(settings),
            NetworkSettings.Read(settings),
            ObservabilitySettings.Read(settings),
            AlertSettings.Read(settings),
            RegistrySettings.Read(settings),
            SecretsSettings.Read(settings),
            CertificateSettings.Read(settings),
            StorageSettings.Read(settings),
            MachineLearningSettings.Read(settings),
            ClusterSettings.Read(settings),
            WorkloadSettings.Read(settings),
            GatewaySettings.Read(settings),
            BillingSettings.Read(settings));
        loaded = loaded with
        {
            Workload = loaded.Workload with { MaxBodyMebibytes = loaded.Gateway.MaxBodyMebibytes, Tiers = loaded.Gateway.Tiers },
            Alerts = loaded.Alerts with { Billing = loaded.Billing.Enabled ? loaded.Billing : null },
            Network = loaded.Network with
            {
                HasDatabase = loaded.Billing.Enabled,
                HasConsole = loaded.Billing.HasConsole,
                PaymentHosts = loaded.Billing.Hosts,
                TextHosts = loaded.MachineLearning.ServerlessModel.Length > 0 ? [ServerlessHosts] : [],
                GrpcPort = loaded.Workload.GrpcPort,
                HasRunner = loaded.Runner.Enabled,
                HasApiServer = loaded.Cluster.Nodes.KeyEncryption && loaded.Network.IsPrivate,
                GatewayHostName = loaded.Gateway.HostNames.Gateway,
                HasManagedCertificate = loaded.Gateway.HostNames.IsManaged,
            },
        };
        CrossFieldRules.Check(settings, loaded);
        settings.ThrowIfInvalid();
        return loaded;
    }

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

    internal static bool IsRegion(string value) =>
        value.Length is >= 4 and <= 30 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsTagValue(string value) =>
        value.Length is >= 1 and <= 256 && value.IndexOfAny(['<', '>', '%', '&', '\\', '?', '/']) < 0;
}
