using Platform.Infra.MachineLearning;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Platform.Infra.Workload;

/// <summary>The pods of the inference server, as restricted as a pod can be.</summary>
internal sealed class InferenceDeployment(NamespaceScope scope, WorkloadSettings settings, InferencePodArgs pod)
{
    public const string GatewaySecretKey = "secret";
    public const string GrpcPort = "grpc";
    private const long Mebibyte = 1 << 20;
    private const string CertificateFolder = "/etc/inference/tls";

    /// <summary>Longer than the server takes to drain, so that Kubernetes never cuts a request off.</summary>
    private const int GraceSeconds = 60;

    public Deployment Declare(WorkloadTrack track, CustomResourceOptions options) => new(track.Resource("deployment"), new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = track.Object,
            Namespace = scope.Name,
            Labels = track.Labels(scope.Stack),
        },
        Spec = new DeploymentSpecArgs
        {
            Replicas = track.Replicas is { } replicas ? replicas : null,
            Selector = new LabelSelectorArgs { MatchLabels = track.Selector },
            Strategy = new DeploymentStrategyArgs
            {
                Type = "RollingUpdate",
                RollingUpdate = new RollingUpdateDeploymentArgs { MaxUnavailable = 0, MaxSurge = 1 },
            },
            Template = new PodTemplateSpecArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Labels = new Dictionary<string, string>(track.Labels(scope.Stack)) { ["azure.workload.identity/use"] = "true" },
                },
                Spec = settings.PrefersSpot ? SpotPreference.In(Pod(track)) : Pod(track),
            },
        },
    }, options);

    private PodSpecArgs Pod(WorkloadTrack track) => new()
    {
        ServiceAccountName = pod.Account.Metadata.Apply(metadata => metadata.Name),
        AutomountServiceAccountToken = false,
        PriorityClassName = pod.Priority.Metadata.Apply(metadata => metadata.Name),
        TerminationGracePeriodSeconds = GraceSeconds,
        SecurityContext = new PodSecurityContextArgs
        {
            RunAsNonRoot = true,
            // The `app` user of the .NET images
            RunAsUser = 1654,
            RunAsGroup = 1654,
            FsGroup = 1654,
            SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
        },
        TopologySpreadConstraints = { Spread(track, "topology.kubernetes.io/zone"), Spread(track, "kubernetes.io/hostname") },
        Containers = { Container(track) },
        Volumes = Volumes(),
    };

    private VolumeArgs[] Volumes()
    {
        VolumeArgs[] volumes =
        [
            new()
            {
                Name = "certificate",
                Secret = new SecretVolumeSourceArgs
                {
                    SecretName = pod.Certificate.Metadata.Apply(metadata => metadata.Name),
                    DefaultMode = 288,
                },
            },
            // Weights that are in files beside a model are copied there before they are mapped
            new() { Name = "tmp", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = $"{settings.MemoryMebibytes}Mi" } },
        ];
        return pod.Usage is { } usage ? [.. volumes, usage.Disk] : volumes;
    }

    private ContainerArgs Container(WorkloadTrack track) => new()
    {
        Name = "server",
        Image = track.Image,
        ImagePullPolicy = "IfNotPresent",
        Ports = Ports(),
        Env = Environment(),
        Resources = new ResourceRequirementsArgs { Requests = Resources(), Limits = Resources() },
        SecurityContext = new SecurityContextArgs
        {
            AllowPrivilegeEscalation = false,
            Privileged = false,
            ReadOnlyRootFilesystem = true,
            RunAsNonRoot = true,
            Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
        },
        // Of gRPC too, which listens before the server is ready: the kubelet's own gRPC probes know no TLS,
        // https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe
        StartupProbe = Probe("/v2/health/ready", periodSeconds: 1, failureThreshold: 60),
        ReadinessProbe = Probe("/v2/health/ready", periodSeconds: 5, failureThreshold: 2),
        LivenessProbe = Probe("/v2/health/live", periodSeconds: 10, failureThreshold: 3),
        VolumeMounts = Mounts(),
    };

    private EnvVarArgs[] Environment()
    => [
        Variable("Kestrel__Endpoints__Https__Url", $"https://+:{WorkloadSettings.HttpsPort}"),
        Variable("Kestrel__Endpoints__Https__Certificate__Path", $"{CertificateFolder}/tls.crt"),
        Variable("Kestrel__Endpoints__Https__Certificate__KeyPath", $"{CertificateFolder}/tls.key"),
        Variable("Limits__MaxRequestBodyBytes", $"{settings.MaxBodyMebibytes * Mebibyte}"),
        Variable("Limits__MemoryBytes", $"{settings.MemoryMebibytes * Mebibyte}"),
        // With it the server answers its gateway alone
        new()
        {
            Name = "Gateway__Secret",
            ValueFrom = new EnvVarSourceArgs
            {
                SecretKeyRef = new SecretKeySelectorArgs
                {
                    Name = pod.GatewaySecret.Metadata.Apply(metadata => metadata.Name),
                    Key = GatewaySecretKey,
                },
            },
        },
        Variable("Models__Default", settings.DefaultModel),
        // By the certificate of HTTPS
        .. settings.HasGrpc ? [Variable("Grpc__Port", $"{settings.GrpcPort}")] : Array.Empty<EnvVarArgs>(),
        .. pod.Usage?.Variables ?? [],
        .. pod.Records is { } records ? records.Place.Variables(records.Key) : [],
        .. pod.Texts is { } texts ? TextsElsewhere(texts) : [],
        .. pod.Conversations is { } database ? Conversations(database) : [],
        // For credentials to take the workload's identity and look for no other
        .. pod.Texts is not null || pod.Conversations is not null
            ? [Variable("AZURE_TOKEN_CREDENTIALS", "WorkloadIdentityCredential")]
            : Array.Empty<EnvVarArgs>(),
        .. settings.Tiers.Where(tier => tier.Tokens is not null).SelectMany(TextLimits),
    ];

    private static EnvVarArgs[] TextsElsewhere(ServerlessTexts texts)
    => [
        Variable($"Generation__Upstream__{texts.Model}__Address", Output.Format($"{texts.Address}/v1")),
        Variable($"Generation__Upstream__{texts.Model}__Scope", ServerlessTexts.Scope),
    ];

    private EnvVarArgs[] Conversations(Output<string> database)
    => [
        Variable("Conversations__Database", database),
        Variable("Conversations__Days", $"{settings.Conversations.Days}"),
        Variable("Conversations__Most", $"{settings.Conversations.Most}"),
    ];

    // The server tells tiers apart by the product that the gateway names
    private static EnvVarArgs[] TextLimits(TierSettings tier)
    => [
        Variable($"Generation__Tiers__{tier.Name}__PromptTokens", $"{tier.Tokens!.Prompt}"),
        Variable($"Generation__Tiers__{tier.Name}__AnswerTokens", $"{tier.Tokens.Answer}"),
    ];

    private ContainerPortArgs[] Ports()
    => [
        new() { Name = "https", ContainerPortValue = WorkloadSettings.HttpsPort, Protocol = "TCP" },
        .. settings.HasGrpc
        ? [new() { Name = GrpcPort, ContainerPortValue = settings.GrpcPort, Protocol = "TCP" }]
        : Array.Empty<ContainerPortArgs>(),
    ];

    private VolumeMountArgs[] Mounts()
    {
        VolumeMountArgs[] mounts =
        [
            new() { Name = "certificate", MountPath = CertificateFolder, ReadOnly = true },
            new() { Name = "tmp", MountPath = "/tmp" },
        ];
        return pod.Usage is { } usage ? [.. mounts, usage.Mount] : mounts;
    }

    // Requests equal limits: the pod is of the guaranteed class, and the runtime sizes its threads by what it really has
    private Dictionary<string, string> Resources() => new()
    {
        ["cpu"] = $"{settings.CpuMillicores}m",
        ["memory"] = $"{settings.MemoryMebibytes}Mi",
    };

    private static EnvVarArgs Variable(string name, Input<string> value) => new() { Name = name, Value = value };

    private static ProbeArgs Probe(string path, int periodSeconds, int failureThreshold) => new()
    {
        HttpGet = new HTTPGetActionArgs { Path = path, Port = "https", Scheme = "HTTPS" },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 2,
        FailureThreshold = failureThreshold,
    };

    private static TopologySpreadConstraintArgs Spread(WorkloadTrack track, string topologyKey) => new()
    {
        MaxSkew = 1,
        TopologyKey = topologyKey,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new LabelSelectorArgs { MatchLabels = track.Selector },
    };
}
