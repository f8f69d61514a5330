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
using Platform.Infra.Registry;
using Platform.Infra.Runner;
using Platform.Infra.Secrets;
using Platform.Infra.Security;
using Platform.Infra.Settings;
using Platform.Infra.Storage;
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
        var settings = PlatformSettings.Load(Deployment.Instance.StackName, new Config());
        var root = Deployment.Instance.RootDirectory;
        var scope = DeclareScope(settings, tags);

        var monitoring = new Monitoring(
            "observability",
            new(
                scope, settings.Observability,
                [
                    scope.Names.ResourceGroup, scope.Names.NodeResourceGroup,
                    .. settings.Runner.Enabled ? [scope.Names.RunnerResourceGroup] : Array.Empty<string>(),
                    .. settings.Cluster.BackupDays > 0 ? [scope.Names.BackupResourceGroup] : Array.Empty<string>(),
                ]));
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
        if (registry.Runner is { } runner)
            RunnerSecret = new SelfHostedRunner(
                "runner", new(scope, settings.Runner, settings.Identity.RepositoryName, runner, registry, network, secrets, monitoring))
                .TokenName.Apply(name => (string?)name);
        var usage = settings.Billing.Enabled ? new UsageStorage("usage", new(scope, settings, network, identities, monitoring)) : null;
        var machineLearning = new MachineLearningWorkspace(
            "machine-learning",
            new(scope, settings.MachineLearning, root, network, identities, settings.Secrets, storage, registry, monitoring));
        var cluster = new KubernetesCluster("cluster", new(scope, settings.Cluster, network, identities, secrets, registry, monitoring));
        var snapshots = settings.Cluster.BackupDays > 0
            ? new ClusterBackup("cluster-backup", new(scope, settings, network, identities, cluster, monitoring)).Snapshots
            : null;
        var prometheus = new ManagedPrometheus("prometheus", new(scope, network, monitoring, cluster.Aks));
        var deployer = settings.Identity.GitHubRepository.Length > 0
            ? new DeployIdentity("deploy-identity", new(scope, settings, cluster.Admins, machineLearning.Assets.ContainerId, snapshots?.Id))
            : null;
        var application = new ApiApplication("api-application", new(scope, settings.Gateway.Tiers, deployer?.Identity.PrincipalId));
        var billingHost = settings.Billing.Enabled ? BillingService.HostIn(network.InternalZone) : null;
        var certificates = new PrivateCertificates(
            "certificates",
            new(scope, settings.Certificates, secrets, WorkloadEndpoints.CertifiedIn(network.InternalZone), billingHost, settings.Billing.Collects));
        var workload = new InferenceWorkload(
            "workload",
            new(
                scope, settings.Workload, network, identities, cluster, registry, certificates, prometheus,
                usage is null ? null : new(settings.Billing.Usage, usage.LogsUrl),
                usage is null || certificates.PseudonymKey is not { } pseudonyms
                    ? null
                    : new(usage.RecordsUrl, pseudonyms, settings.Billing.Usage.RecordsPercent),
                machineLearning.Texts));
        var endpoints = WorkloadEndpoints.In(network.InternalZone, settings.Workload) with { CanaryReady = workload.CanaryReady };
        var gateway = new ApiGateway(
            "gateway",
            new(
                scope, settings.Gateway, network, identities, certificates, monitoring, endpoints, OpenApiDocument.In(root), application.Application.ClientId,
                billingHost is null ? null : new(billingHost, settings.Billing.ProviderName, settings.Billing.Console)));
        var database = usage is null
            ? null
            : new BillingDatabase("database", new(scope, settings.Billing.Database, network, identities, cluster.Admins, monitoring));
        var signIn = settings.Billing.HasConsole
            ? ConsoleSignIn.Declare(
                scope, settings.Billing.SignIn, gateway, cluster.Aks.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
                deployer?.Identity.PrincipalId)
            : null;
        if (usage is not null && database is not null && registry.Billing is { } image)
            PaymentSecret = new BillingService(
                "billing",
                new(scope, settings, network, identities, secrets, cluster, image, certificates, usage, database, gateway.Service.Id,
                    signIn is null ? null : new(
                        gateway.Address, Output.Format($"{gateway.Url}/"), signIn, WorkloadEndpoints.CertifiedIn(network.InternalZone)[0]),
                    monitoring))
                .PaymentSecretName;
        _ = new Alerts(
            "alerts",
            new(
                scope, settings.Alerts, monitoring,
                new(
                    cluster.Aks.Id, gateway.Service.Id, secrets.Vault.Id, storage.Account.Id, machineLearning.Workspace.Id,
                    prometheus.WorkspaceId,
                    network.GatewayExposure == GatewayExposure.Public ? gateway.HealthUrl : null, gateway.CapacityMetric,
                    certificates.AuthorityEnd, settings.Gateway.Portal.End, database?.Server.Id)));
        _ = new PlatformWorkbook(
            "workbook", new(scope, new(monitoring.WorkspaceId, prometheus.WorkspaceId, gateway.Service.Id, settings.Billing.Enabled)));

        GatewayUrl = gateway.Url;
        if (signIn is not null)
            ConsoleUrl = gateway.Address.Apply(url => (string?)$"{url}/console");
        if (signIn?.Registration is { } registration)
            ConsoleRegistration = registration.Apply(known => (ImmutableDictionary<string, string>?)known);
        HealthUrl = gateway.HealthUrl;
        NameServers = gateway.NameServers;
        Tiers = Output.Create(TierOffer.List(settings.Gateway.Tiers));
        Plans = Output.Create(PlanFile.Of(settings.Gateway));
        Currency = Output.Create(settings.Gateway.Currency);
        ApiClientId = application.Application.ClientId;
        ApiIdentifierUri = application.IdentifierUri;
        SmokeKey = certificates.SmokeKey;
        ResourceGroup = scope.ResourceGroup;
        if (deployer is not null)
        {
            DeployClientId = deployer.Identity.ClientId.Apply(id => (string?)id);
            PreviewClientId = new PreviewIdentity("preview-identity", new(scope, settings, cluster.Aks, deployer.Graph, snapshots?.Id)).Identity.ClientId.Apply(id => (string?)id);
        }
        ClusterName = cluster.Aks.Name;
        RegistryName = registry.Registry.Name;
        WorkspaceName = machineLearning.Workspace.Name;
        PrometheusEndpoint = prometheus.QueryEndpoint;
        Image = registry.Inference.Tagged;
        BillingImage = registry.Billing?.Tagged.Apply(image => (string?)image) ?? BillingImage;
        DefaultModel = Output.Create(settings.Workload.DefaultModel);
    }

    /// <summary>Where callers send their requests.</summary>
    [Output("gatewayUrl")] public Output<string> GatewayUrl { get; private set; }

    /// <summary>Where customers sign up, pay and watch; nothing where there is no console.</summary>
    [Output("consoleUrl")] public Output<string?> ConsoleUrl { get; private set; } = Output.Create((string?)null);

    /// <summary>
    /// What the console's application has to have in the tenant that platform:billingSignInAuthority names: redirectUri, appRole, and of its
    /// federated credential issuer, subject, audience; nothing where the stack makes the application.
    /// </summary>
    [Output("consoleRegistration")]
    public Output<ImmutableDictionary<string, string>?> ConsoleRegistration { get; private set; } = Output.Create((ImmutableDictionary<string, string>?)null);

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
