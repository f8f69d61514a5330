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
    public MachineLearningWorkspace(string name, MachineLearningWorkspaceArgs args, ComponentResourceOptions? options = null) : base("MachineLearning", name, args.Scope, options)
    {
        var settings = args.Settings;
        var identity = args.Identities.MachineLearning;
        // Of its own, as it makes itself the administrator: in the platform's vault lies what signs the workload's certificates.
        // https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
        Vault = ClosedVault.Declare(
            Scope, ("machine-learning-vault", Scope.Names.MachineLearningVault), args.Secrets, args.Network, args.Monitoring);
        var grants = Grants(Principal.Of(identity), args);
        Workspace = new("workspace", new()
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
            PublicNetworkAccess = args.Network.IsPrivate ? PublicNetworkAccessType.Disabled : PublicNetworkAccessType.Enabled,
            AllowPublicAccessWhenBehindVnet = false,
            ImageBuildCompute = args.Network.IsPrivate ? (Input<string>)TrainingCompute.NameOf(settings, args.Network) : null,
            ManagedNetwork = new ManagedNetworkSettingsArgs
            {
                IsolationMode = Mode(args.Network.Isolation),
                FirewallSku = args.Network.Isolation == NetworkIsolation.PrivateApprovedOutbound
                    ? (InputUnion<string, FirewallSku>)settings.FirewallSku.ToString()
                    : null,
            },
            // Else the first job or endpoint waits for the network
            ProvisionNetworkNow = args.Network.IsPrivate ? true : null,
        }, Lasting(grants));
        var workspace = new WorkspaceScope(Scope, Workspace);
        if (args.Network.IsPrivate)
            PrivateEndpoints.Add(
                Scope, args.Network,
                new("machine-learning", Workspace.Id, "amlworkspace", PrivateZones.MachineLearning, PrivateZones.Notebooks));
        if (args.Network.Isolation == NetworkIsolation.PrivateApprovedOutbound)
            OutboundRules.Declare(workspace, args.Network.PackageHosts);
        if (settings.ServerlessModel.Length > 0)
            Texts = ServerlessModel.Declare(workspace, settings.ServerlessModel, args.Identities);
        Diagnostics.Send(Scope, "workspace", Workspace.Id, args.Monitoring);
        Assets = new(workspace, args.Storage);
        var models = ModelFolder.In(args.Root);
        var registered = new RegisteredModels(workspace, models, Assets);
        var jobs = new JobContext(
            TrainingCompute.Declare(workspace, settings, args.Network, identity), identity, new TrainingAssets(workspace, args.Root, Assets));
        BatchScoring.Declare(workspace, settings.Endpoint, jobs, registered);
        var service = Assets.UriOf(models.Last(folder => folder.Model == TrainingAssets.Model).Source);
        Retraining.Declare(workspace, settings, jobs, service);
        var environment = ServingEnvironment.Declare(workspace, args.Registry);
        if (settings.Endpoint.IsEnabled)
            OnlineEndpointId = new ManagedOnlineEndpoint(workspace, settings.Endpoint, args, new(registered, Assets, environment)).Id;
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
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why) =>
            Grant.To(Scope, name, principal, new(role, at), why);

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
