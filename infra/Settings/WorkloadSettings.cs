namespace Platform.Infra.Settings;

/// <param name="CpuMillicores">CPU requested and granted per replica, in thousandths of a core.</param>
/// <param name="MemoryMebibytes">Memory requested and granted per replica, in MiB.</param>
internal sealed record WorkloadSettings(int MinReplicas, int MaxReplicas, int CpuMillicores, int MemoryMebibytes)
{
    public static WorkloadSettings Read(SettingsReader settings)
    {
        var read = new WorkloadSettings(
            settings.Whole("workloadReplicasMin", 2, min: 1, max: 100),
            settings.Whole("workloadReplicasMax", 10, min: 1, max: 500),
            settings.Whole("workloadCpuMillicores", 1000, min: 100, max: 64000),
            settings.Whole("workloadMemoryMebibytes", 1024, min: 128, max: 262144));
        if (read.MinReplicas > read.MaxReplicas)
            settings.Reject(
                "workloadReplicasMin", $"{read.MinReplicas}", $"no more than platform:workloadReplicasMax, which is {read.MaxReplicas}",
                settings.Set("workloadReplicasMin", $"{read.MaxReplicas}"));
        return read;
    }
}
