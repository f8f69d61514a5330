using System.Collections.Frozen;
using Platform.Review.Cloud;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Risks;

/// <summary>Deletions and replacements of what holds data or identity, or is protected; and protection that is lifted.</summary>
internal static class LossRule
{
    private static readonly FrozenSet<string> Stateful = FrozenSet.Create(
        StringComparer.Ordinal,
        "azure-native:apimanagement:ApiManagementService",
        "azure-native:apimanagement:Subscription",
        "azure-native:applicationinsights:Component",
        "azure-native:containerregistry:Registry",
        "azure-native:containerservice:ManagedCluster",
        "azure-native:dbforpostgresql:Database",
        "azure-native:dbforpostgresql:Server",
        "azure-native:keyvault:Key",
        "azure-native:keyvault:Secret",
        "azure-native:keyvault:Vault",
        "azure-native:machinelearningservices:Datastore",
        "azure-native:machinelearningservices:Workspace",
        "azure-native:managedidentity:UserAssignedIdentity",
        "azure-native:monitor:AzureMonitorWorkspace",
        "azure-native:network:PublicIPAddress",
        "azure-native:network:PublicIPPrefix",
        "azure-native:operationalinsights:Workspace",
        "azure-native:resources:ResourceGroup",
        "azure-native:storage:BlobContainer",
        "azure-native:storage:FileShare",
        "azure-native:storage:StorageAccount",
        "azuread:index/application:Application",
        "azuread:index/group:Group",
        "azuread:index/servicePrincipal:ServicePrincipal",
        "kubernetes:core/v1:Namespace",
        "kubernetes:core/v1:PersistentVolumeClaim",
        "tls:index/privateKey:PrivateKey",
        "tls:index/selfSignedCert:SelfSignedCert");

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change.Before is not { } before)
            yield break;
        var isProtected = before.Options.Protect is true;
        if (Fate(change, before) is { } fate && (isProtected || Stateful.Contains(before.AsTyped().Type)))
            yield return new(RiskKind.Loss, $"{fate}, and it {(isProtected ? "is protected" : "holds data or identity")}");
        if (isProtected && change.After is { Options.Protect: not true })
            yield return new(RiskKind.Loss, "protection is lifted");
    }

    private static string? Fate(ResourceChange change, PlannedResource before) => change.Kind switch
    {
        ChangeKind.Removed when before.Options.RetainOnDelete is not true => "deleted",
        ChangeKind.Replaced => "created anew",
        ChangeKind.Moved when change.Move is { Alias: not null } => "created anew for want of an alias",
        _ => null,
    };
}
