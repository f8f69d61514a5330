namespace Platform.Infra.Settings;

/// <summary>One pool of AKS nodes, scaled between two counts.</summary>
internal sealed record NodePoolSettings(string VmSize, int MinCount, int MaxCount)
{
    private const int AksNodeLimit = 1000;

    /// <param name="smallest">AKS keeps at least one node in a system pool; a user pool may be empty.</param>
    public static NodePoolSettings Read(SettingsReader settings, string pool, string vmSize, int smallest, int min, int max)
    {
        var read = new NodePoolSettings(
            settings.Text($"cluster{pool}NodeSize", "a VM size, such as Standard_D4ds_v5", IsVmSize, vmSize),
            settings.Whole($"cluster{pool}NodesMin", min, smallest, AksNodeLimit),
            settings.Whole($"cluster{pool}NodesMax", max, 1, AksNodeLimit));
        if (read.MinCount > read.MaxCount)
            settings.Reject(
                $"cluster{pool}NodesMin", $"{read.MinCount}", $"no more than platform:cluster{pool}NodesMax, which is {read.MaxCount}",
                settings.Set($"cluster{pool}NodesMin", $"{read.MaxCount}"));
        return read;
    }

    public static bool IsVmSize(string value) =>
        value.StartsWith("Standard_", StringComparison.Ordinal) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
