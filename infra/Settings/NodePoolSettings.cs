namespace Platform.Infra.Settings;

/// <summary>One pool of AKS nodes, scaled between two counts.</summary>
internal sealed record NodePoolSettings(string VmSize, int MinCount, int MaxCount)
{
    /// <summary>That AKS has in a pool.</summary>
    public const int Limit = 1000;

    public bool Exists => MaxCount > 0;

    /// <param name="smallest">AKS keeps at least one node in a system pool; a user pool may be empty.</param>
    public static NodePoolSettings Read(SettingsReader settings, string pool, NodePoolSettings @default, int smallest)
    {
        var read = new NodePoolSettings(
            ReadSize(settings, pool, @default.VmSize),
            settings.Whole($"cluster{pool}NodesMin", @default.MinCount, smallest, Limit),
            settings.Whole($"cluster{pool}NodesMax", @default.MaxCount, 1, Limit));
        if (read.MinCount > read.MaxCount)
            settings.Reject(
                $"cluster{pool}NodesMin", $"{read.MinCount}", $"no more than platform:cluster{pool}NodesMax, which is {read.MaxCount}",
                settings.Set($"cluster{pool}NodesMin", $"{read.MaxCount}"));
        return read;
    }

    /// <summary>A pool that starts empty, and is not there at all unless the stack allows it nodes.</summary>
    public static NodePoolSettings ReadOptional(SettingsReader settings, string pool, string vmSize) =>
        new(ReadSize(settings, pool, vmSize), 0, settings.Whole($"cluster{pool}NodesMax", 0, 0, Limit));

    public static bool IsVmSize(string value) =>
        value.StartsWith("Standard_", StringComparison.Ordinal) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string ReadSize(SettingsReader settings, string pool, string vmSize) =>
        settings.Text($"cluster{pool}NodeSize", NodeSize.Allowed, NodeSize.FitsNodes, vmSize);
}
