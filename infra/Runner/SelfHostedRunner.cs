using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Observability;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.App;
using Pulumi.AzureNative.App.Inputs;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Env = Pulumi.AzureNative.App.Inputs.EnvironmentVarArgs;
using ManagedServiceIdentityType = Pulumi.AzureNative.App.ManagedServiceIdentityType;
using PublicNetworkAccess = Pulumi.AzureNative.App.PublicNetworkAccess;

namespace Platform.Infra.Runner;

/// <summary>
/// A GitHub runner where a private stack's API server, vault and registry answer: a job of Container Apps, started for each job of GitHub's
/// that waits for its label, and gone when that is done. What it may do in Azure is the GitHub job's own identity, and nothing of its.
/// https://learn.microsoft.com/azure/container-apps/tutorial-ci-cd-runners-jobs, https://keda.sh/docs/latest/scalers/github-runner
/// </summary>
internal sealed class SelfHostedRunner : PlatformComponent
{
    private const string Profile = "Consumption";
    private const string Token = "github-token";
    private const int PollingSeconds = 30;

    /// <summary>An update of the gateway alone may take two hours.</summary>
    private const int LongestSeconds = 4 * 3600;

    public SelfHostedRunner(string name, SelfHostedRunnerArgs args, ComponentResourceOptions? options = null)
        : base("Runner", name, args.Scope, options)
    {
        var settings = args.Settings;
        var identity = new UserAssignedIdentity("runner", new()
        {
            ResourceName = Scope.Names.Identity("runner"),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
        }, Child());
        var secret = OperatorSecret.Declare(Scope, args.Secrets.Vault, "runner-token", "text/plain", "none");
        var pulls = Grant.To(
            Scope, "runner-pulls-image", Principal.Of(identity), new(BuiltInRole.AcrPull, args.Registry.Registry.Id),
            "The runner is started from an image of the registry");
        var reads = Grant.To(
            Scope, "runner-reads-token", Principal.Of(identity),
            new(BuiltInRole.KeyVaultSecretsUser, Output.Format($"{args.Secrets.Vault.Id}/secrets/{secret.Name}")),
            "The runner registers by GitHub's token, and waits for jobs by it");
        var environment = DeclareEnvironment(args);
        Diagnostics.Send(Scope, "runner-environment", environment.Id, args.Monitoring);
        _ = new Job("job", new()
        {
            JobName = Scope.Names.RunnerJob,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            EnvironmentId = environment.Id,
            WorkloadProfileName = Profile,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            Configuration = Configuration(
                settings, args, identity.Id, args.Secrets.Vault.Properties.Apply(vault => vault.VaultUri!), secret.Name),
            Template = new JobTemplateArgs { Containers = { Container(args) } },
        }, Child([pulls, reads, .. args.Image.Ready]));
        TokenName = secret.Name;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["tokenName"] = TokenName,
        });
    }

    /// <summary>The vault's secret that an operator writes GitHub's token into.</summary>
    public Output<string> TokenName { get; }

    /// <summary>What a workflow names the runner by: <c>runs-on</c>.</summary>
    public static string LabelOf(string stack) => $"platform-{stack}";

    private ManagedEnvironment DeclareEnvironment(SelfHostedRunnerArgs args) => new("environment", new()
    {
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        // Azure puts a load balancer and an address there
        InfrastructureResourceGroup = Scope.Names.RunnerResourceGroup,
        VnetConfiguration = new VnetConfigurationArgs { InfrastructureSubnetId = args.Network.RunnerSubnetId, Internal = true },
        PublicNetworkAccess = PublicNetworkAccess.Disabled,
        WorkloadProfiles = { new WorkloadProfileArgs { Name = Profile, WorkloadProfileType = Profile } },
        // By a diagnostic setting, and so without a key
        AppLogsConfiguration = new AppLogsConfigurationArgs { Destination = "azure-monitor" },
    }, Child(args.Network.Egress));

    private JobConfigurationArgs Configuration(
        RunnerSettings settings, SelfHostedRunnerArgs args, Output<string> identity, Output<string> vaultUri, Output<string> secret)
            => new()
            {
                TriggerType = TriggerType.Event,
                ReplicaTimeout = LongestSeconds,
                // A job of GitHub's is done once
                ReplicaRetryLimit = 0,
                EventTriggerConfig = new JobConfigurationEventTriggerConfigArgs
                {
                    Parallelism = 1,
                    ReplicaCompletionCount = 1,
                    Scale = new JobScaleArgs
                    {
                        MinExecutions = 0,
                        MaxExecutions = settings.Max,
                        PollingInterval = PollingSeconds,
                        Rules =
                        {
                            new JobScaleRuleArgs
                            {
                                Name = "github",
                                Type = "github-runner",
                                Metadata = new Dictionary<string, object>
                                {
                                    ["owner"] = args.Repository.Split('/')[0],
                                    ["repos"] = args.Repository.Split('/')[1],
                                    ["runnerScope"] = "repo",
                                    ["labels"] = LabelOf(Scope.Stack),
                                    ["targetWorkflowQueueLength"] = "1",
                                },
                                Auth = { new ScaleRuleAuthArgs { SecretRef = Token, TriggerParameter = "personalAccessToken" } },
                            },
                        },
                    },
                },
                Secrets =
                {
                    new SecretArgs { Name = Token, KeyVaultUrl = Output.Format($"{vaultUri}secrets/{secret}"), Identity = identity },
                },
                Registries = { new RegistryCredentialsArgs { Server = args.Registry.Registry.LoginServer, Identity = identity } },
            };

    private ContainerArgs Container(SelfHostedRunnerArgs args) => new()
    {
        Name = "runner",
        Image = args.Image.Pinned,
        Resources = new ContainerResourcesArgs { Cpu = 2, Memory = "4Gi" },
        Env =
        {
            new Env { Name = "REPOSITORY", Value = args.Repository },
            new Env { Name = "LABELS", Value = LabelOf(Scope.Stack) },
            new Env { Name = "GITHUB_TOKEN", SecretRef = Token },
        },
    };
}
