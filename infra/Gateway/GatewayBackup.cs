using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Schedules;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>
/// The gateway's nightly copy of itself: subscribers and their keys are nowhere else. It lies in an account outside of the stack, so that
/// it outlives it, and can be restored for 30 days.
/// https://learn.microsoft.com/azure/api-management/api-management-howto-disaster-recovery-backup-restore
/// </summary>
internal sealed class GatewayBackup : PlatformComponent
{
    /// <summary>Of the account; whoever names the account makes it.</summary>
    public const string Container = "gateway-backups";

    private const string Version = "2024-05-01";
    private const string Service = "Microsoft.ApiManagement/service";
    private static readonly TimeOnly _at = new(2, 0);

    public GatewayBackup(string name, GatewayBackupArgs args, ComponentResourceOptions? options = null)
        : base("GatewayBackup", name, args.Scope, options)
    {
        var (_, account, service, identities, monitoring) = args;
        var writes = Grant.To(
            Scope, "gateway-writes-backups", Principal.Of(identities.Gateway),
            new(BuiltInRole.BlobDataContributor, Output.Create($"{account.Id}/blobServices/default/containers/{Container}")),
            "The gateway writes its own copy");
        var caller = new UserAssignedIdentity("backup", new()
        {
            ResourceName = Scope.Names.Identity("backup"),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
        }, Child());
        var role = CustomRole.Declare(
            Scope, ("backup-role", "gateway-backup", Scope.Names.Gateway.Apply(name => $"Backups of {name}")),
            "Asks the gateway for a copy",
            [$"{Service}/read", $"{Service}/backup/action", $"{Service}/operationresults/read"]);
        var asks = Grant.To(
            Scope, "backup-asks-gateway", Principal.Of(caller), new(role, service.Id),
            "A workflow asks the gateway for its copy every night");
        var call = new TimedCallArgs(caller, Output.Format($"{service.Id}/backup"), Version, Enum.GetValues<DayOfWeek>(), _at)
        {
            Body = Output.Tuple(service.Name, identities.Gateway.ClientId).Apply(given => Map(
                ("storageAccount", account.Name), ("containerName", Container),
                // An expression of the workflow's
                ("backupName", $"@concat('{given.Item1}-', utcNow('yyyyMMdd'))"),
                ("accessType", "UserAssignedManagedIdentity"), ("clientId", given.Item2))),
        };
        TimedCall.Declare(Scope, "gateway-backup", call, monitoring, writes, asks);
        RegisterOutputs();
    }
}
