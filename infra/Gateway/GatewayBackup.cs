using Platform.Infra.Identity;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using static Platform.Infra.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>
/// The gateway's nightly copy of itself: subscribers and their keys are nowhere else. It lies in an account outside of the stack, so that
/// it outlives it, and can be restored for 30 days.
/// https://learn.microsoft.com/azure/api-management/api-management-howto-disaster-recovery-backup-restore
/// </summary>
internal static class GatewayBackup
{
    /// <summary>Of the account; whoever names the account makes it.</summary>
    public const string Container = "gateway-backups";

    private const string Version = "2024-05-01";
    private const string Service = "Microsoft.ApiManagement/service";
    private static readonly TimeOnly At = new(2, 0);

    public static void Declare(
        Resource parent, PlatformScope scope, ResourceReference account, ApiManagementService service, Identities identities,
        Monitoring monitoring)
    {
        var writes = Grant.To(
            parent, scope, "gateway-writes-backups", identities.Gateway.PrincipalId, PrincipalType.ServicePrincipal,
            BuiltInRole.BlobDataContributor, Output.Create($"{account.Id}/blobServices/default/containers/{Container}"),
            "The gateway writes its own copy");
        var caller = new UserAssignedIdentity("backup", new()
        {
            ResourceName = scope.Names.Identity("backup"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
        }, new CustomResourceOptions { Parent = parent });
        var role = OwnRole.Declare(
            parent, scope, "backup-role", "gateway-backup", scope.Names.Gateway.Apply(name => $"Backups of {name}"), "Asks the gateway for a copy",
            [$"{Service}/read", $"{Service}/backup/action", $"{Service}/operationresults/read"]);
        var asks = Grant.To(
            parent, scope, "backup-asks-gateway", caller.PrincipalId, PrincipalType.ServicePrincipal, role.Id, service.Id,
            "A workflow asks the gateway for its copy every night");
        TimedCall.Declare(
            "gateway-backup", scope, caller, Output.Format($"{service.Id}/backup"), Version,
            Output.Tuple(service.Name, identities.Gateway.ClientId).Apply(given => Map(
                ("storageAccount", account.Name), ("containerName", Container),
                // An expression of the workflow's
                ("backupName", $"@concat('{given.Item1}-', utcNow('yyyyMMdd'))"),
                ("accessType", "UserAssignedManagedIdentity"), ("clientId", given.Item2))),
            Enum.GetValues<DayOfWeek>(), At, monitoring, new() { Parent = parent, DependsOn = { writes, asks } });
    }
}
