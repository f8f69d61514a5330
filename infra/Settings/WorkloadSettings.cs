using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="StableTag">
/// Content tag of the image that goes on serving the others while there is a canary, 12 hexadecimal digits; else empty.
/// </param>
/// <param name="DefaultModel">Model of <c>app/models</c> behind <c>/predict</c> and <c>/score</c>; no model that is added takes its
/// place.</param>
internal sealed partial record WorkloadSettings(
    int MinReplicas, int MaxReplicas, int CpuMillicores, int MemoryMebibytes, int ScaleCpuPercent, int ScaleInFlight, int CanaryPercent,
    string StableTag, bool PrefersSpot, string DefaultModel, int GrpcPort)
{
    /// <summary>Where the server answers over HTTPS.</summary>
    public const int HttpsPort = 8443;

    private const int LeastPort = 1024;

    /// <summary>What the server with its models has before anybody asks it anything, in MiB: 160 measured.</summary>
    private const int ServerMebibytes = 192;

    /// <summary>
    /// What a body takes at its most while it is read: itself, the array that it grows into, and the tensors, within four fifths of what is
    /// left.
    /// </summary>
    private const int MemoryPerBody = 5;

    /// <summary>Largest request body: the gateway's limit is the server's.</summary>
    public int MaxBodyMebibytes { get; init; }

    /// <summary>Whose limits of texts the server knows.</summary>
    public IReadOnlyList<TierSettings> Tiers { get; init; } = [];

    public required ConversationSettings Conversations { get; init; }

    /// <summary>The largest body that replicas of this memory can take.</summary>
    public int AffordableBodyMebibytes => (MemoryMebibytes - ServerMebibytes) / MemoryPerBody;

    /// <summary>The memory of replicas that take bodies of this size.</summary>
    public int NeededMemoryMebibytes => ServerMebibytes + MemoryPerBody * MaxBodyMebibytes;

    public bool HasGrpc => GrpcPort > 0;

    public bool HasCanary => CanaryPercent > 0;

    /// <summary>
    /// The canary's share of the most replicas, rounded up: it bears its share of a peak without an autoscaler of its own.
    /// </summary>
    public int CanaryReplicas => (MaxReplicas * CanaryPercent + 99) / 100;

    public static WorkloadSettings Read(SettingsReader settings)
    {
        var read = new WorkloadSettings(
            settings.Whole(new("workloadReplicasMin", "Fewest replicas, {range}"), 2, min: 1, max: 100),
            settings.Whole(new("workloadReplicasMax", "Most replicas, {range}"), 10, min: 1, max: 500),
            settings.Whole(
                new("workloadCpuMillicores", "CPU of a replica, {range} thousandths of a core; whole cores are its own"),
                1000, min: 100, max: 64000),
            settings.Whole(
                new("workloadMemoryMebibytes", "Memory of a replica, {range} MiB, at least 192 and five times gatewayMaxBodyMebibytes"),
                1024, min: 128, max: 262144),
            settings.Whole(
                new("workloadScaleCpuPercent", "CPU of a replica, on average, beyond which one more is started, {range} %"),
                70, min: 1, max: 100),
            settings.Whole(
                new("workloadScaleInFlight", "Requests in flight at a replica, on average, beyond which one more is started, {range}"),
                16, min: 1, max: 10_000),
            settings.Whole(
                new(
                    "workloadCanaryPercent",
                    "Share of the calls, {range} %, that the image built last gets while it is tried as a canary; 0 rolls it out to all"),
                0, min: 0, max: 50),
            settings.Text(
                new(
                    "workloadStableTag",
                    "With a canary, the content tag of the image that serves the other calls, as `pulumi stack output image` ended "
                    + "before; else empty"),
                "an image's content tag, twelve hexadecimal digits, or nothing",
                value => value is "" || ContentTag().IsMatch(value), "",
                "0123456789ab"),
            settings.Flag(
                new("workloadPrefersSpot", "Whether replicas go to spot nodes while there are any, and to the others when not"), false),
            settings.Text(
                new("workloadDefaultModel", "Model of app/models behind /predict and /score, whose model.json has an example"),
                "the name of a folder in app/models, such as iris", EndpointSettings.IsModelName, "iris"),
            settings.Whole(
                new(
                    "workloadGrpcPort",
                    "Port of the server for gRPC, for callers in the platform's address range with the gateway's secret, 1024 to "
                    + "65535 but 8443; 0 for none"),
                0, min: 0, max: 65535))
        {
            Conversations = ConversationSettings.Read(settings),
        };
        read.Check(settings);
        return read;
    }

    private void Check(SettingsReader settings)
    {
        if (MinReplicas > MaxReplicas)
            settings.Reject(
                "workloadReplicasMin", $"{MinReplicas}", $"no more than platform:workloadReplicasMax, which is {MaxReplicas}",
                settings.Set("workloadReplicasMin", $"{MaxReplicas}"));
        // Below 1024 the server, which is not root, may not listen everywhere
        if (HasGrpc && (GrpcPort < LeastPort || GrpcPort == HttpsPort))
            settings.Reject(
                "workloadGrpcPort", $"{GrpcPort}",
                $"0 for none, or a port from {LeastPort} to 65535 other than {HttpsPort}, which is the server's HTTPS",
                settings.Set("workloadGrpcPort", "8081"));
    }

    [GeneratedRegex("^[0-9a-f]{12}$")]
    private static partial Regex ContentTag();
}
