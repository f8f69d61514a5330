namespace Platform.Review.Preflight.Checks;

/// <summary>The quotas that machines count against.</summary>
internal static class QuotaNames
{
    /// <param name="machines">The quotas of virtual machines, which say how a family is called in words.</param>
    public static IEnumerable<string> Of(CoreDemand demand, MachineSize size, IReadOnlyList<Quota> machines)
        => (demand.IsMachineLearning, demand.IsSpot) switch
        {
            (false, false) => [size.Family, "cores"],
            (false, true) => ["lowPriorityCores"],
            (true, true) => ["Total Cluster Low Priority Regional vCPUs"],
            // Machine Learning calls its quota of a family as virtual machines do, but for this
            (true, false) =>
            [
                (machines.FirstOrDefault(quota => quota.Is(size.Family))?.Name ?? size.Family)
                    .Replace(" vCPUs", " Cluster Dedicated vCPUs", StringComparison.Ordinal),
                "Total Cluster Dedicated Regional vCPUs",
            ],
        };
}
