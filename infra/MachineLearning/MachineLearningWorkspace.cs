using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;
using RoleAssignment = Pulumi.AzureNative.Authorization.RoleAssignment;

namespace Platform.Infra.MachineLearning;

/// <summary>The Machine Learning workspace, bound to the platform's storage, vault, registry and telemetry.</summary>
internal sealed class MachineLearningWorkspace : PlatformComponent
{
    public MachineLearningWorkspace(string name, MachineLearningWorkspaceArgs args, ComponentResourceOptions? options = null)
        : base("MachineLearning", name, args.Scope, options)
    {
        var settings = args.Settings;
        // Of its own, as it makes itself the administrator: in the platform's vault lies what signs the workload's certificates.
        // https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
        Vault = ClosedVault.Declare(
            Scope, ("machine-learning-vault", Scope.Names.MachineLearningVault), args.Secrets, args.Network, args.Monitoring);
        Workspace = Declare(args);
        var workspace = new WorkspaceScope(Scope, Workspace);
        Connect(workspace, args);
        if (settings.ServerlessModel.Length > 0)
            Texts = new ServerlessModel("serverless-model", new(workspace, settings.ServerlessModel, args.Identities), Inside).Texts;
        Assets = new(workspace, args.Storage);
        var models = ModelFolder.In(args.Root);
        var registered = new RegisteredModels(workspace, models, Assets);
        var service = Assets.UriOf(InService(models, args.Trained.Model));
        var jobs = Jobs(workspace, args);
        _ = new BatchScoring("batch-scoring", new(workspace, settings.Endpoint, jobs, registered), Inside);
        _ = new Retraining("retraining", new(workspace, settings, jobs, service), Inside);
        var environment = ServingEnvironment.Declare(workspace, args.Registry);
        if (settings.Endpoint.IsEnabled)
            OnlineEndpointId = new ManagedOnlineEndpoint(
                "online-endpoint", new(workspace, settings.Endpoint, args, new(registered, Assets, environment)), Inside).Id;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["workspaceId"] = Workspace.Id,
        });
    }

    public Workspace Workspace { get; }

    /// <summary>What the workspace keeps its connections' secrets in; nothing else is in it.</summary>
    public Vault Vault { get; }

    /// <summary>Where the content of models, data and code lies.</summary>
    public AssetStore Assets { get; }

    /// <summary>The model that is paid for by the token; null for none.</summary>
    public ServerlessTexts? Texts { get; }

    /// <summary>The managed online endpoint's id, where there is one.</summary>
    public Output<string>? OnlineEndpointId { get; }

    private Workspace Declare(MachineLearningWorkspaceArgs args)
    {
        var (network, identity) = (args.Network, args.Identities.MachineLearning);
        return new("workspace", new()
        {
            WorkspaceName = Scope.Names.MachineLearning,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            FriendlyName = Scope.Names.MachineLearning,
            Kind = "Default",
            Sku = new SkuArgs { Name = "Basic", Tier = SkuTier.Basic },
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            PrimaryUserAssignedIdentity = identity.Id,
            StorageAccount = args.Storage.Account.Id,
            KeyVault = Vault.Id,
            ContainerRegistry = args.Registry.Registry.Id,
            ApplicationInsights = args.Monitoring.Insights.Id,
            // The account has no shared keys
            SystemDatastoresAuthMode = "Identity",
            PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccessType.Disabled : PublicNetworkAccessType.Enabled,
            AllowPublicAccessWhenBehindVnet = false,
            ImageBuildCompute = network.IsPrivate ? (Input<string>)TrainingCompute.NameOf(args.Settings, network) : null,
            ManagedNetwork = new ManagedNetworkSettingsArgs
            {
                IsolationMode = Mode(network.Isolation),
                FirewallSku = network.Isolation == NetworkIsolation.PrivateApprovedOutbound
                    ? (InputUnion<string, FirewallSku>)args.Settings.FirewallSku.ToString()
                    : null,
            },
            // Else the first job or endpoint waits for the network
            ProvisionNetworkNow = network.IsPrivate ? true : null,
        }, Lasting(Grants(Principal.Of(identity), args)));
    }

    // Who finds it, what it reaches, and where its logs go
    private void Connect(WorkspaceScope workspace, MachineLearningWorkspaceArgs args)
    {
        if (args.Network.IsPrivate)
            PrivateEndpoints.Add(
                Scope, args.Network,
                new("machine-learning", Workspace.Id, "amlworkspace", PrivateZones.MachineLearning, PrivateZones.Notebooks));
        if (args.Network.Isolation == NetworkIsolation.PrivateApprovedOutbound)
            OutboundRules.Declare(workspace, args.Network.PackageHosts);
        Diagnostics.Send(Scope, "workspace", Workspace.Id, args.Monitoring);
    }

    private JobContext Jobs(WorkspaceScope workspace, MachineLearningWorkspaceArgs args)
    {
        var identity = args.Identities.MachineLearning;
        return new(
            TrainingCompute.Declare(workspace, args.Settings, args.Network, identity), identity,
            new("training-assets", new(workspace, args.Trained, args.Root, Assets), Inside));
    }

    private static AssetSource InService(IReadOnlyList<ModelFolder> models, string trained)
        => ModelFolder.InService(models, trained)?.Source ?? throw new RunException(
            $"app/models holds no version of '{trained}', which platform:retrainingModel names and the next version must be better than; "
            + $"it holds {string.Join(", ", models.Select(folder => folder.Model).Distinct())}");

    private static IsolationMode Mode(NetworkIsolation isolation) => isolation switch
    {
        NetworkIsolation.PrivateInternetOutbound => IsolationMode.AllowInternetOutbound,
        NetworkIsolation.PrivateApprovedOutbound => IsolationMode.AllowOnlyApprovedOutbound,
        _ => IsolationMode.Disabled,
    };

    // What a user-assigned workspace identity needs, resource by resource instead of on the whole group:
    // https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication#user-assigned-managed-identity
    private List<Resource> Grants(Principal principal, MachineLearningWorkspaceArgs args)
    {
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why)
            => Grant.To(Scope, name, principal, new(role, at), why);

        return
        [
            To("manages-storage", BuiltInRole.Contributor, args.Storage.Account.Id, "The workspace creates its containers and shares"),
            To("writes-blobs", BuiltInRole.BlobDataContributor, args.Storage.Account.Id, "Models, data and logs are blobs"),
            To("writes-files", BuiltInRole.FileDataContributor, args.Storage.Account.Id, "Notebooks and job code are files"),
            To("manages-vault", BuiltInRole.Contributor, Vault.Id, "The workspace reads the vault's settings"),
            To("keeps-secrets", BuiltInRole.KeyVaultAdministrator, Vault.Id, "Connections keep their secrets in the vault"),
            To("manages-registry", BuiltInRole.Contributor, args.Registry.Registry.Id, "The workspace builds environment images"),
            To("pushes-images", BuiltInRole.AcrPush, args.Registry.Registry.Id, "The workspace pushes environment images"),
            To("manages-insights", BuiltInRole.Contributor, args.Monitoring.Insights.Id, "The workspace links its endpoints' telemetry"),
        ];
    }
}
