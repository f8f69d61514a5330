using Platform.Infra.Settings;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Platform.Infra.Workload;

/// <summary>
/// Where a server writes what was used, before it brings it to the storage account: a disk of its own, which outlives the container and not
/// the pod. A full one refuses calls, so that the limit by which Kubernetes would throw the pod out is above it.
/// </summary>
/// <param name="Container">The container that the logs go to.</param>
internal sealed record UsageSpool(UsageSettings Settings, Output<string> Container)
{
    private const string Volume = "usage";
    private const string Folder = "/var/spool/usage";
    private const long Mebibyte = 1 << 20;

    public IEnumerable<EnvVarArgs> Variables
    => [
        new() { Name = "Usage__Path", Value = Folder },
        new() { Name = "Usage__FlushBeforeResponse", Value = Settings.FlushBeforeResponse ? "true" : "false" },
        new() { Name = "Usage__ShipTo", Value = Container },
        new() { Name = "Usage__ShipMilliseconds", Value = $"{Settings.ShipMilliseconds}" },
        new() { Name = "Usage__SpoolBytes", Value = $"{Settings.SpoolMebibytes * Mebibyte}" },
    ];

    public VolumeMountArgs Mount => new() { Name = Volume, MountPath = Folder };

    // A quarter more than the server fills
    public VolumeArgs Disk => new()
    {
        Name = Volume,
        EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = $"{Settings.SpoolMebibytes + (Settings.SpoolMebibytes / 4)}Mi" },
    };
}
