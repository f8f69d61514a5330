using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>https://azure.microsoft.com/pricing/details/backup/.</summary>
internal static class BackupCharges
{
    /// <summary>By the namespace; the snapshots of disks, which are paid for as well, are not in the plan.</summary>
    public static IEnumerable<Charge> Instance(PlannedResource resource, CostContext context)
    {
        var namespaces = InputValue.Of(resource)
            .All("properties.policyInfo.policyParameters.backupDatasourceParametersList[*].includedNamespaces[*]").Count();
        return [new("Backup", "", "Namespace", Units.Month, namespaces, context.RegionOf(resource))];
    }
}
