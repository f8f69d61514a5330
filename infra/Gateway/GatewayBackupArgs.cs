using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway's copy of itself is made of.</summary>
/// <param name="Account">Where it is put, outside of the stack.</param>
internal sealed record GatewayBackupArgs(
    ConcernScope Scope, ResourceReference Account, ApiManagementService Service, Identities Identities, Monitoring Monitoring);
