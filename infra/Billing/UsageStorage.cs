using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Platform.Infra.Storage;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Billing;

/// <summary>
/// Where the servers bring their usage logs, and the records that customers let be collected. An account of its own: what is billed must be
/// there as it was written, so that logs are only ever appended to, and versions, which the models' account keeps, would keep what a
/// customer asked to be erased.
/// </summary>
internal sealed class UsageStorage : PlatformComponent
{
    private const string Logs = "usage";
    private const string Records = "records";

    /// <summary>How long what was deleted can be restored, and how soon what was erased is gone for good.</summary>
    private const int SoftDeleteDays = 7;

    public UsageStorage(string name, UsageStorageArgs args, ComponentResourceOptions? options = null)
        : base("Usage", name, args.Scope, options)
    {
        var (_, settings, network, identities, monitoring) = args;
        var account = new ClosedAccount(Scope, ("usage-account", Scope.Names.UsageAccount), settings.Storage.Redundancy, network);
        Account = account.Account;
        // No versions: what was erased is gone
        var service = account.Blobs("usage-blobs", isVersioned: false, SoftDeleteDays);
        var logs = account.Container(Logs);
        var records = account.Container(Records);
        var immutable = MakeImmutable(logs, settings.Billing.Usage.Days);
        var lifecycle = UsageLifecycle.Declare(Scope, Account, settings.Billing.Usage, Child(service));
        if (network.IsPrivate)
            // After what else changes the account, as it takes one change at a time
            PrivateEndpoints.Add(Scope, network, new("usage-blob", Account.Id, "blob", PrivateZones.Blob), lifecycle, immutable, records);
        GrantAccess(identities, logs, records);
        account.Observe("usage", monitoring, ("usage-blobs", "blobServices"));
        LogsUrl = Output.Format($"https://{Account.Name}.blob.core.windows.net/{Logs}");
        RecordsUrl = Output.Format($"https://{Account.Name}.blob.core.windows.net/{Records}");
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["accountId"] = Account.Id,
            ["logsUrl"] = LogsUrl,
            ["recordsUrl"] = RecordsUrl,
        });
    }

    public StorageAccount Account { get; }

    /// <summary>The container of the usage logs.</summary>
    public Output<string> LogsUrl { get; }

    /// <summary>The container of the collected records.</summary>
    public Output<string> RecordsUrl { get; }

    // Blocks may be appended, and nothing be changed or deleted. Not locked, which nobody could undo: docs/runbooks/billing.md
    // https://learn.microsoft.com/azure/storage/blobs/immutable-container-level-worm-policies#allow-protected-append-blobs-writes
    private BlobContainerImmutabilityPolicy MakeImmutable(BlobContainer logs, int days) => new("usage-unchanged", new()
    {
        ImmutabilityPolicyName = "default",
        ContainerName = logs.Name,
        AccountName = Account.Name,
        ResourceGroupName = Scope.ResourceGroup,
        ImmutabilityPeriodSinceCreationInDays = days,
        AllowProtectedAppendWrites = true,
    }, Child());

    // To append, a server must be able to write: the policy, and no role, keeps it from changing what it wrote
    private void GrantAccess(Identities identities, BlobContainer logs, BlobContainer records)
    {
        var (server, billing) = (Principal.Of(identities.Workload), Principal.Of(identities.Billing!));
        To("server-writes-usage", server, BuiltInRole.BlobDataContributor, logs.Id, "A server brings its usage logs");
        To(
            "server-writes-records", server, BuiltInRole.BlobDataContributor, records.Id,
            "A server brings the records that customers let it collect");
        To("billing-reads-usage", billing, BuiltInRole.BlobDataReader, logs.Id, "Billing reads what was used");
        To(
            "billing-erases-records", billing, BuiltInRole.BlobDataContributor, records.Id,
            "Billing erases the records of whoever withdraws consent");
    }

    private void To(string name, Principal who, BuiltInRole role, Output<string> at, string why)
        => Grant.To(Scope, name, who, new(role, at), why);
}
