using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Storage;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;
using PrincipalType = Pulumi.AzureNative.Authorization.PrincipalType;
using RoleAssignment = Pulumi.AzureNative.Authorization.RoleAssignment;

namespace Platform.Infra.MachineLearning;

/// <summary>The Machine Learning workspace, bound to the platform's storage, vault, registry and telemetry.</summary>
internal sealed class MachineLearningWorkspace : PlatformComponent
{
    /// <param name="root">The repository, whose models, scripts and data are brought: the folder with <c>Pulumi.yaml</c>.</param>
    public MachineLearningWorkspace(
        PlatformScope scope, MachineLearningSettings settings, string root, PlatformNetwork network, Identities identities,
        SecretStore secrets, ModelStorage storage, ImageRegistry registry, Monitoring monitoring)
        : base("MachineLearning", scope)
    {
        var identity = identities.MachineLearning;
        var grants = Grants(identity.PrincipalId, secrets, storage, registry, monitoring);
        Workspace = new("workspace", new()
        {
            WorkspaceName = scope.Names.MachineLearning,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            FriendlyName = scope.Names.MachineLearning,
            Kind = "Default",
            Sku = new SkuArgs { Name = "Basic", Tier = SkuTier.Basic },
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            PrimaryUserAssignedIdentity = identity.Id,
            StorageAccount = storage.Account.Id,
            KeyVault = secrets.Vault.Id,
            ContainerRegistry = registry.Registry.Id,
            ApplicationInsights = monitoring.Insights.Id,
            // The account has no shared keys
            SystemDatastoresAuthMode = "Identity",
            PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccessType.Disabled : PublicNetworkAccessType.Enabled,
            AllowPublicAccessWhenBehindVnet = false,
            ImageBuildCompute = network.IsPrivate ? TrainingCompute.Name : null!,
            ManagedNetwork = new ManagedNetworkSettingsArgs
            {
                IsolationMode = Mode(network.Isolation),
                FirewallSku = network.Isolation == NetworkIsolation.PrivateApprovedOutbound ? settings.FirewallSku.ToString() : null!,
            },
            // Else the first job or endpoint waits for the network
            ProvisionNetworkNow = network.IsPrivate ? true : null!,
            Tags = scope.Tags,
        }, Lasting(grants));
        if (network.IsPrivate)
            PrivateAccess.Grant(
                Child(), scope, network, "machine-learning", Workspace.Id, "amlworkspace", PrivateZones.MachineLearning,
                PrivateZones.Notebooks);
        if (network.Isolation == NetworkIsolation.PrivateApprovedOutbound)
            OutboundRules.Declare(this, scope, network.PackageHosts, Workspace);
        if (settings.ServerlessModel.Length > 0)
            ServerlessModel.Declare(this, scope, settings.ServerlessModel, Workspace);
        var compute = TrainingCompute.Declare(scope, settings, network, Workspace, identity, Child());
        Diagnostics.Send(this, "workspace", Workspace.Id, monitoring);
        Assets = new(this, scope, Workspace, storage);
        var registered = new RegisteredModels(this, scope, ModelFolder.In(root), Workspace, Assets);
        var serving = ServingEnvironment.Declare(this, scope, Workspace, registry);
        var training = new TrainingAssets(this, scope, root, Workspace, Assets);
        BatchScoring.Declare(this, scope, settings.Endpoint, Workspace, compute, registered, training);
        Retraining.Declare(this, scope, settings, Workspace, compute, identity, training);
        if (settings.Endpoint.IsEnabled)
            OnlineEndpointId = new OnlineServing(
                this, scope, settings.Endpoint, network, Workspace, registry, registered, Assets, serving, monitoring).Id;
        RegisterOutputs();
    }

    public Workspace Workspace { get; }

    /// <summary>Where the content of models, data and code lies.</summary>
    public AssetStore Assets { get; }

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
    private List<Resource> Grants(
        Output<string> principal, SecretStore secrets, ModelStorage storage, ImageRegistry registry, Monitoring monitoring)
    {
        RoleAssignment To(string name, BuiltInRole role, Output<string> at, string why) =>
            Grant.To(this, Scope, name, principal, PrincipalType.ServicePrincipal, role, at, why);

        return
        [
            To("manages-storage", BuiltInRole.Contributor, storage.Account.Id, "The workspace creates its containers and shares"),
            To("writes-blobs", BuiltInRole.BlobDataContributor, storage.Account.Id, "Models, data and logs are blobs"),
            To("writes-files", BuiltInRole.FileDataContributor, storage.Account.Id, "Notebooks and job code are files"),
            To("manages-vault", BuiltInRole.Contributor, secrets.Vault.Id, "The workspace reads the vault's settings"),
            To("keeps-secrets", BuiltInRole.KeyVaultAdministrator, secrets.Vault.Id, "Connections keep their secrets in the vault"),
            To("manages-registry", BuiltInRole.Contributor, registry.Registry.Id, "The workspace builds environment images"),
            To("pushes-images", BuiltInRole.AcrPush, registry.Registry.Id, "The workspace pushes environment images"),
            To("manages-insights", BuiltInRole.Contributor, monitoring.Insights.Id, "The workspace links its endpoints' telemetry"),
        ];
    }
}
