using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Billing;

/// <summary>
/// When usage logs and records are deleted: logs when the invoices that they prove are past dispute, and no sooner than they may be
/// changed. Appended blobs cannot go to a cooler tier: https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
/// </summary>
internal static class UsageLifecycle
{
    public static ManagementPolicy Declare(
        PlatformScope scope, StorageAccount account, UsageSettings settings, CustomResourceOptions options)
        => new("usage-lifecycle", new()
        {
            AccountName = account.Name,
            ResourceGroupName = scope.ResourceGroup,
            ManagementPolicyName = "default",
            Policy = new ManagementPolicySchemaArgs
            {
                Rules = { Expire("expire-usage", "usage/", settings.Days), Expire("expire-records", "records/", settings.RecordsDays) },
            },
        }, options);

    private static ManagementPolicyRuleArgs Expire(string name, string prefix, int days) => new()
    {
        Name = name,
        Enabled = true,
        Type = RuleType.Lifecycle,
        Definition = new ManagementPolicyDefinitionArgs
        {
            Filters = new ManagementPolicyFilterArgs { BlobTypes = { "appendBlob", "blockBlob" }, PrefixMatch = { prefix } },
            Actions = new ManagementPolicyActionArgs
            {
                BaseBlob = new ManagementPolicyBaseBlobArgs
                {
                    Delete = new DateAfterModificationArgs { DaysAfterModificationGreaterThan = days },
                },
            },
        },
    };
}
