namespace Platform.Infra.Settings;

/// <summary>One pool of AKS nodes, scaled between two counts.</summary>
internal sealed record NodePoolSettings(string VmSize, int MinCount, int MaxCount)
{
    /// <summary>That AKS has in a pool.</summary>
    public const int Limit = 1000;

    private const string Needs = "on x64 with two cores or more and a local disk for a system disk of 64 GiB";

    public bool Exists => MaxCount > 0;

    /// <param name="smallest">AKS keeps at least one node in a system pool; a user pool may be empty.</param>
    public static NodePoolSettings Read(SettingsReader settings, string pool, NodePoolSettings @default, int smallest)
    {
        var name = pool.ToLowerInvariant();
        var read = new NodePoolSettings(
            ReadSize(settings, new($"cluster{pool}NodeSize", $"VM size of the {name} pool, {Needs}"), @default.VmSize),
            settings.Whole(new($"cluster{pool}NodesMin", $"Fewest {name} nodes, {{range}}"), @default.MinCount, smallest, Limit),
            settings.Whole(new($"cluster{pool}NodesMax", $"Most {name} nodes, {{range}}"), @default.MaxCount, 1, Limit));
        if (read.MinCount > read.MaxCount)
            settings.Reject(
                $"cluster{pool}NodesMin", $"{read.MinCount}", $"no more than platform:cluster{pool}NodesMax, which is {read.MaxCount}",
                settings.Set($"cluster{pool}NodesMin", $"{read.MaxCount}"));
        return read;
    }

    /// <summary>
    /// Nodes that Azure may take back, at a fraction of the price: a pool that starts empty, and is not there unless it may have nodes.
    /// </summary>
    public static NodePoolSettings ReadSpot(SettingsReader settings) => new(
        ReadSize(settings, new("clusterSpotNodeSize", $"VM size of the spot pool, {Needs}"), "Standard_D4ds_v5"),
        0,
        settings.Whole(
            new(
                "clusterSpotNodesMax",
                "Most spot nodes, {range}; Azure may take them back at 30 seconds' notice, none run while nothing needs them, and 0 "
                + "makes no pool"),
            0, 0, Limit));

    /// <summary>Nodes for pods that ask for a GPU: likewise.</summary>
    public static NodePoolSettings ReadGpu(SettingsReader settings) => new(
        ReadSize(settings, new("clusterGpuNodeSize", $"VM size of the GPU pool, {Needs}"), "Standard_NC4as_T4_v3"),
        0,
        settings.Whole(
            new(
                "clusterGpuNodesMax",
                "Most GPU nodes, {range}, for pods that tolerate sku=gpu; none run while nothing needs them, and 0 makes no pool"),
            0, 0, Limit));

    public static bool IsVmSize(string value)
        => value.StartsWith("Standard_", StringComparison.Ordinal) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string ReadSize(SettingsReader settings, Setting setting, string vmSize)
        => settings.Text(setting, NodeSize.Allowed, NodeSize.FitsNodes, vmSize);
}
