using System.Collections.Immutable;
using Platform.Infra.Backup;
using Platform.Infra.Billing;
using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Gateway;
using Platform.Infra.Identity;
using Platform.Infra.MachineLearning;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Observability.Workbooks;
using Platform.Infra.Pipeline;
using Platform.Infra.Prometheus;
using Platform.Infra.Runner;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Resources;
using Deployment = Pulumi.Deployment;

namespace Platform.Infra;

/// <summary>The whole platform of one environment: settings in, components, outputs out.</summary>
internal class PlatformStack : Stack
{
    public PlatformStack() : this(null)
    {
    }

    public PlatformStack(StackOptions? options) : this(options, new StackTags())
    {
    }

    private PlatformStack(StackOptions? options, StackTags tags) : base(tags.AddedTo(options))
    {
        var root = Deployment.Instance.RootDirectory;
        var models = TrainableModels.In(root);
        var settings = PlatformSettings.Load(Deployment.Instance.StackName, new Config(), models);
        var scope = DeclareScope(settings, tags);
        var ground = Foundation.Declare(scope, settings);
        var (monitoring, network, registry) = (ground.Monitoring, ground.Network, ground.Registry);
        if (registry.Runner is { } runner)
            RunnerSecret = new SelfHostedRunner(
                "runner",
                new(scope, settings.Runner, settings.Identity.RepositoryName, runner, registry, network, ground.Secrets, monitoring))
                .TokenName.Apply(name => (string?)name);
        var machineLearning = new MachineLearningWorkspace(
            "machine-learning",
            new(
                scope, settings.MachineLearning, models.Of(settings.MachineLearning.Retraining), root, network, ground.Identities,
                settings.Secrets, ground.Storage, registry, monitoring));
        var cluster = new KubernetesCluster(
            "cluster", new(scope, settings.Cluster, network, ground.Identities, ground.Secrets, registry, monitoring));
        var runtime = new Runtime(
            machineLearning, cluster, new("prometheus", new(scope, network, monitoring, cluster.Aks)), DeclareCertificates(ground));
        var deployer = DeclareDeployer(ground, runtime);
        var application = new ApiApplication("api-application", new(scope, settings.Gateway.Tiers, deployer?.Identity.PrincipalId));
        var gateway = DeclareGateway(ground, runtime, DeclareWorkload(ground, runtime), application.Application.ClientId);
        var database = DeclareBilling(ground, runtime, gateway, deployer?.Identity.PrincipalId);
        DeclareAlerts(ground, runtime, gateway, database);
        _ = new PlatformWorkbook(
            "workbook",
            new(scope, new(monitoring.WorkspaceId, runtime.Prometheus.WorkspaceId, gateway.Service.Id, settings.Billing.Enabled)));

        GatewayUrl = gateway.Url;
        HealthUrl = gateway.HealthUrl;
        NameServers = gateway.NameServers;
        Tiers = Output.Create(TierOffer.List(settings.Gateway.Tiers));
        Plans = Output.Create(PlanFile.Of(settings.Gateway));
        Currency = Output.Create(settings.Gateway.Currency);
        ApiClientId = application.Application.ClientId;
        ApiIdentifierUri = application.IdentifierUri;
        SmokeKey = runtime.Certificates.SmokeKey;
        ResourceGroup = scope.ResourceGroup;
        ClusterName = cluster.Aks.Name;
        RegistryName = registry.Registry.Name;
        WorkspaceName = machineLearning.Workspace.Name;
        PrometheusEndpoint = runtime.Prometheus.QueryEndpoint;
        Image = registry.Inference.Tagged;
        BillingImage = registry.Billing?.Tagged.Apply(image => (string?)image) ?? BillingImage;
        DefaultModel = Output.Create(settings.Workload.DefaultModel);
    }

    /// <summary>Where callers send their requests.</summary>
    [Output("gatewayUrl")] public Output<string> GatewayUrl { get; private set; }

    /// <summary>Where customers sign up, pay and watch; nothing where there is no console.</summary>
    [Output("consoleUrl")] public Output<string?> ConsoleUrl { get; private set; } = Output.Create((string?)null);

    /// <summary>
    /// What the console's application has to have in the tenant that platform:billingSignInAuthority names: redirectUri, appRole, and of
    /// its federated credential issuer, subject, audience; nothing where the stack makes the application.
    /// </summary>
    [Output("consoleRegistration")]
    public Output<ImmutableDictionary<string, string>?> ConsoleRegistration { get; private set; } = Output.Create(
        (ImmutableDictionary<string, string>?)null);

    /// <summary>Answers 200 while predictions are answered, without a key.</summary>
    [Output("healthUrl")] public Output<string> HealthUrl { get; private set; }

    /// <summary>Whom the registrar of platform:gatewayDnsZone has to name; nothing where the stack makes no zone.</summary>
    [Output("nameServers")] public Output<string?> NameServers { get; private set; }

    /// <summary>
    /// What is sold, tier by tier: name, displayName, pricePerMonth, callsPerMinute, callsPerMonth, hardCap, includedCalls, callPrices.
    /// </summary>
    [Output("tiers")] public Output<ImmutableArray<ImmutableDictionary<string, object>>> Tiers { get; private set; }

    /// <summary>The same as billing reads it, all versions of all prices: JSON for <c>Billing:Plans</c>.</summary>
    [Output("plans")] public Output<string> Plans { get; private set; }

    /// <summary>What the tiers' prices are in, an ISO 4217 code.</summary>
    [Output("currency")] public Output<string> Currency { get; private set; }

    /// <summary>The API in Entra: the audience of callers' tokens.</summary>
    [Output("apiClientId")] public Output<string> ApiClientId { get; private set; }

    /// <summary>What a client asks a token for, before <c>/.default</c> or <c>/predict</c>.</summary>
    [Output("apiIdentifierUri")] public Output<string> ApiIdentifierUri { get; private set; }

    /// <summary>For the deploy job's <c>azure/login</c>; nothing where no repository is set.</summary>
    [Output("deployClientId")] public Output<string?> DeployClientId { get; private set; } = Output.Create((string?)null);

    /// <summary>Likewise for jobs that only show changes.</summary>
    [Output("previewClientId")] public Output<string?> PreviewClientId { get; private set; } = Output.Create((string?)null);

    /// <summary>The key with which a deployment tries the API.</summary>
    [Output("smokeKey")] public Output<string> SmokeKey { get; private set; }

    [Output("resourceGroup")] public Output<string> ResourceGroup { get; private set; }
    [Output("clusterName")] public Output<string> ClusterName { get; private set; }
    [Output("registryName")] public Output<string> RegistryName { get; private set; }
    [Output("workspaceName")] public Output<string> WorkspaceName { get; private set; }

    /// <summary>Where metrics are queried, by Entra identities that may read the workspace's data.</summary>
    [Output("prometheusEndpoint")] public Output<string> PrometheusEndpoint { get; private set; }

    /// <summary>
    /// The image built last, by the tag that names its content: what runs, or what runs as the canary where there is one.
    /// </summary>
    [Output("image")] public Output<string> Image { get; private set; }

    /// <summary>The image of billing, likewise; nothing where nothing is billed.</summary>
    [Output("billingImage")] public Output<string?> BillingImage { get; private set; } = Output.Create((string?)null);

    /// <summary>
    /// The vault's secret that an operator writes the payment provider's credentials into; nothing where nobody takes money.
    /// </summary>
    [Output("paymentSecret")] public Output<string?> PaymentSecret { get; private set; } = Output.Create((string?)null);

    /// <summary>The vault's secret that an operator writes the token of the GitHub runner into; nothing where there is no runner.</summary>
    [Output("runnerSecret")] public Output<string?> RunnerSecret { get; private set; } = Output.Create((string?)null);

    /// <summary>The model behind <c>/predict</c>, whose example tries a deployment.</summary>
    [Output("defaultModel")] public Output<string> DefaultModel { get; private set; }

    private static PrivateCertificates DeclareCertificates(Foundation ground) => new(
        "certificates",
        new(
            ground.Scope, ground.Settings.Certificates, ground.Secrets, WorkloadEndpoints.CertifiedIn(ground.Network.InternalZone),
            ground.BillingHost, ground.Settings.Billing.Collects));

    // Whoever deploys from GitHub, and whoever previews; with the copy of the cluster, whose group they have to know
    private DeployIdentity? DeclareDeployer(Foundation ground, Runtime runtime)
    {
        var (scope, settings) = (ground.Scope, ground.Settings);
        var snapshots = settings.Cluster.BackupDays > 0
            ? new ClusterBackup(
                "cluster-backup", new(scope, settings, ground.Network, ground.Identities, runtime.Cluster, ground.Monitoring)).Snapshots
            : null;
        if (settings.Identity.GitHubRepository.Length == 0)
            return null;
        var deployer = new DeployIdentity(
            "deploy-identity",
            new(scope, settings, runtime.Cluster.Admins, runtime.MachineLearning.Assets.ContainerId, snapshots?.Id));
        var preview = new PreviewIdentity(
            "preview-identity", new(scope, settings, runtime.Cluster.Aks, deployer.Graph, snapshots?.Id));
        DeployClientId = deployer.Identity.ClientId.Apply(id => (string?)id);
        PreviewClientId = preview.Identity.ClientId.Apply(id => (string?)id);
        return deployer;
    }

    private static WorkloadEndpoints DeclareWorkload(Foundation ground, Runtime runtime)
    {
        var (settings, usage, certificates) = (ground.Settings, ground.Usage, runtime.Certificates);
        var workload = new InferenceWorkload(
            "workload",
            new(
                ground.Scope, settings.Workload, ground.Network, ground.Identities, runtime.Cluster, ground.Registry, certificates,
                runtime.Prometheus,
                usage is null ? null : new(settings.Billing.Usage, usage.LogsUrl),
                usage is null || certificates.PseudonymKey is not { } pseudonyms
                    ? null
                    : new(usage.RecordsUrl, pseudonyms, settings.Billing.Usage.RecordsPercent),
                runtime.MachineLearning.Texts));
        return WorkloadEndpoints.In(ground.Network.InternalZone, settings.Workload) with { CanaryReady = workload.CanaryReady };
    }

    private static ApiGateway DeclareGateway(Foundation ground, Runtime runtime, WorkloadEndpoints endpoints, Output<string> apiClientId)
    {
        var settings = ground.Settings;
        return new(
            "gateway",
            new(
                ground.Scope, settings.Gateway, ground.Network, ground.Identities, runtime.Certificates, ground.Monitoring, endpoints,
                OpenApiDocument.In(Deployment.Instance.RootDirectory), apiClientId,
                ground.BillingHost is { } host ? new(host, settings.Billing.ProviderName, settings.Billing.Console) : null));
    }

    private BillingDatabase? DeclareBilling(Foundation ground, Runtime runtime, ApiGateway gateway, Output<string>? deployerId)
    {
        var (scope, settings, network, cluster) = (ground.Scope, ground.Settings, ground.Network, runtime.Cluster);
        if (ground.Usage is not { } usage || ground.Registry.Billing is not { } image)
            return null;
        var database = new BillingDatabase(
            "database", new(scope, settings.Billing.Database, network, ground.Identities, cluster.Admins, ground.Monitoring));
        var signIn = settings.Billing.HasConsole
            ? ConsoleSignIn.Declare(
                scope, settings.Billing.SignIn, gateway, cluster.Aks.OidcIssuerProfile.Apply(profile => profile!.IssuerURL), deployerId)
            : null;
        PaymentSecret = new BillingService(
            "billing",
            new(
                scope, settings, network, ground.Identities, ground.Secrets, cluster, image, runtime.Certificates, usage, database,
                gateway.Service.Id,
                signIn is null
                    ? null
                    : new(
                        gateway.Address, Output.Format($"{gateway.Url}/"), signIn,
                        WorkloadEndpoints.CertifiedIn(network.InternalZone)[0]),
                ground.Monitoring))
            .PaymentSecretName;
        if (signIn is not null)
            ConsoleUrl = gateway.Address.Apply(url => (string?)$"{url}/console");
        if (signIn?.Registration is { } registration)
            ConsoleRegistration = registration.Apply(known => (ImmutableDictionary<string, string>?)known);
        return database;
    }

    private static void DeclareAlerts(Foundation ground, Runtime runtime, ApiGateway gateway, BillingDatabase? database) => _ = new Alerts(
        "alerts",
        new(
            ground.Scope, ground.Settings.Alerts, ground.Monitoring,
            new(
                runtime.Cluster.Aks.Id, gateway.Service.Id, ground.Secrets.Vault.Id, ground.Storage.Account.Id,
                runtime.MachineLearning.Workspace.Id, runtime.Prometheus.WorkspaceId,
                ground.Network.GatewayExposure == GatewayExposure.Public ? gateway.HealthUrl : null, gateway.CapacityMetric,
                runtime.Certificates.AuthorityEnd, ground.Settings.Gateway.Portal.End, database?.Server.Id)));

    private PlatformScope DeclareScope(PlatformSettings settings, StackTags stackTags)
    {
        var providers = new CloudProviders(settings.Subscription);
        var caller = GetClientConfig.Invoke(new InvokeOptions { Provider = providers.Azure });
        var subscriptionId = caller.Apply(client => client.SubscriptionId);
        var names = new ResourceNames(settings.Stack, settings.Location, subscriptionId);
        var tags = new Dictionary<string, string>
        {
            ["environment"] = settings.Stack,
            ["managed-by"] = "pulumi",
            ["owner"] = settings.Owner,
            ["project"] = Deployment.Instance.ProjectName,
        };
        stackTags.Set(tags);
        var group = new ResourceGroup("resource-group", new()
        {
            ResourceGroupName = names.ResourceGroup,
            Location = settings.Location,
        }, new CustomResourceOptions { Protect = settings.Protect ? true : null, Provider = providers.Azure });
        return new(
            settings.Stack, settings.Location, group.Name, group.Id, subscriptionId, caller.Apply(client => client.TenantId),
            providers, names, tags, settings.Protect);
    }
}
