using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi.AzureAD;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Pipeline;

/// <param name="Graph">Microsoft Graph in the tenant.</param>
internal sealed record PreviewIdentityArgs(PlatformScope Scope, PlatformSettings Settings, ManagedCluster Aks, ServicePrincipal Graph);
