using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="CpuMillicores">CPU requested and granted per replica, in thousandths of a core.</param>
/// <param name="MemoryMebibytes">Memory requested and granted per replica, in MiB.</param>
/// <param name="ScaleCpuPercent">Of the requested CPU, on average over the replicas, beyond which one is added.</param>
/// <param name="ScaleInFlight">Requests that a replica has in flight, on average, beyond which one is added.</param>
/// <param name="CanaryPercent">Of the calls, how many the image built last gets while it is tried, 0 to 50; 0 rolls it out to all.</param>
/// <param name="StableTag">
/// Content tag of the image that goes on serving the others while there is a canary, 12 hexadecimal digits; else empty.
/// </param>
/// <param name="PrefersSpot">Whether replicas go to spot nodes while there are any, and to the others when not.</param>
/// <param name="DefaultModel">Model of <c>app/models</c> behind <c>/predict</c> and <c>/score</c>; no model that is added takes its place.</param>
/// <param name="GrpcPort">Where callers in the network, past the gateway, are answered over gRPC; 0 where they are not.</param>
internal sealed partial record WorkloadSettings(
    int MinReplicas, int MaxReplicas, int CpuMillicores, int MemoryMebibytes, int ScaleCpuPercent, int ScaleInFlight, int CanaryPercent,
    string StableTag, bool PrefersSpot, string DefaultModel, int GrpcPort)
{
    /// <summary>Where the server answers over HTTPS.</summary>
    public const int HttpsPort = 8443;

    private const int LeastPort = 1024;

    /// <summary>What the server with its models has before anybody asks it anything, in MiB: 160 measured.</summary>
    private const int ServerMebibytes = 192;

    /// <summary>What a body takes at its most while it is read: itself, the array that it grows into, and the tensors, within four fifths of what is left.</summary>
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
            settings.Whole("workloadReplicasMin", 2, min: 1, max: 100),
            settings.Whole("workloadReplicasMax", 10, min: 1, max: 500),
            settings.Whole("workloadCpuMillicores", 1000, min: 100, max: 64000),
            settings.Whole("workloadMemoryMebibytes", 1024, min: 128, max: 262144),
            settings.Whole("workloadScaleCpuPercent", 70, min: 1, max: 100),
            settings.Whole("workloadScaleInFlight", 16, min: 1, max: 10_000),
            settings.Whole("workloadCanaryPercent", 0, min: 0, max: 50),
            settings.Text(
                "workloadStableTag", "an image's content tag, twelve hexadecimal digits, or nothing",
                value => value is "" || ContentTag().IsMatch(value), "",
                "0123456789ab"),
            settings.Flag("workloadPrefersSpot", false),
            settings.Text("workloadDefaultModel", "the name of a folder in app/models, such as iris", EndpointSettings.IsModelName, "iris"),
            settings.Whole("workloadGrpcPort", 0, min: 0, max: 65535))
        {
            Conversations = ConversationSettings.Read(settings),
        };
        if (read.MinReplicas > read.MaxReplicas)
            settings.Reject(
                "workloadReplicasMin", $"{read.MinReplicas}", $"no more than platform:workloadReplicasMax, which is {read.MaxReplicas}",
                settings.Set("workloadReplicasMin", $"{read.MaxReplicas}"));
        // Below 1024 the server, which is not root, may not listen everywhere
        if (read.HasGrpc && (read.GrpcPort < LeastPort || read.GrpcPort == HttpsPort))
            settings.Reject(
                "workloadGrpcPort", $"{read.GrpcPort}", $"0 for none, or a port from {LeastPort} to 65535 other than {HttpsPort}, which is the server's HTTPS",
                settings.Set("workloadGrpcPort", "8081"));
        return read;
    }

    [GeneratedRegex("^[0-9a-f]{12}$")]
    private static partial Regex ContentTag();
}
