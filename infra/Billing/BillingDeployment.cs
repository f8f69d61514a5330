using System.Globalization;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Platform.Infra.Billing;

/// <summary>
/// Two pods of billing, as restricted as a pod can be. One works, by a lease in the database; the other takes the provider's messages as
/// well, and goes on with the work within seconds when the first is gone.
/// </summary>
internal sealed class BillingDeployment(NamespaceScope scope, BillingSettings settings, BillingPodArgs pod)
{
    public const int Replicas = 2;

    private const int Port = 8443;
    private const int GraceSeconds = 60;
    private const string CertificateFolder = "/etc/billing/tls";
    private const string PlansFolder = "/etc/billing/plans";
    private const string PaymentsFolder = "/etc/billing/payments";
    private const long Micros = 1_000_000;

    public Deployment Declare(CustomResourceOptions options) => new("billing-deployment", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = BillingLabels.Application,
            Namespace = scope.Name,
            Labels = BillingLabels.All(scope.Stack),
        },
        Spec = new DeploymentSpecArgs
        {
            Replicas = Replicas,
            Selector = new LabelSelectorArgs { MatchLabels = BillingLabels.Selector },
            Strategy = new DeploymentStrategyArgs
            {
                Type = "RollingUpdate",
                RollingUpdate = new RollingUpdateDeploymentArgs { MaxUnavailable = 0, MaxSurge = 1 },
            },
            Template = new PodTemplateSpecArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Labels = new Dictionary<string, string>(BillingLabels.All(scope.Stack)) { ["azure.workload.identity/use"] = "true" },
                },
                Spec = Pod(),
            },
        },
    }, options);

    private PodSpecArgs Pod() => new()
    {
        ServiceAccountName = pod.Account.Metadata.Apply(metadata => metadata.Name),
        AutomountServiceAccountToken = false,
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
        TopologySpreadConstraints = { Spread("topology.kubernetes.io/zone"), Spread("kubernetes.io/hostname") },
        Containers = { Container() },
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
                    SecretName = pod.Certificate.Metadata.Apply(metadata => metadata.Name), DefaultMode = 288,
                },
            },
            new()
            {
                Name = "plans", ConfigMap = new ConfigMapVolumeSourceArgs { Name = pod.Plans.Metadata.Apply(metadata => metadata.Name) },
            },
            new() { Name = "tmp", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "64Mi" } },
        ];
        return settings.NeedsSecret ? [.. volumes, Payments()] : volumes;
    }

    private static VolumeArgs Payments() => new()
    {
        Name = "payments",
        Csi = new CSIVolumeSourceArgs
        {
            Driver = "secrets-store.csi.k8s.io",
            ReadOnly = true,
            VolumeAttributes = { ["secretProviderClass"] = PaymentSecret.ClassName },
        },
    };

    private ContainerArgs Container() => new()
    {
        Name = "billing",
        Image = pod.Image,
        ImagePullPolicy = "IfNotPresent",
        Ports = { new ContainerPortArgs { Name = "https", ContainerPortValue = Port, Protocol = "TCP" } },
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
        // The first round of work, in which the schema is brought up to date
        StartupProbe = Probe("/healthz/ready", periodSeconds: 2, failureThreshold: 90),
        ReadinessProbe = Probe("/healthz/ready", periodSeconds: 5, failureThreshold: 3),
        LivenessProbe = Probe("/healthz/live", periodSeconds: 10, failureThreshold: 3),
        VolumeMounts = Mounts(),
    };

    private VolumeMountArgs[] Mounts()
    {
        VolumeMountArgs[] mounts =
        [
            new() { Name = "certificate", MountPath = CertificateFolder, ReadOnly = true },
            new() { Name = "plans", MountPath = PlansFolder, ReadOnly = true },
            new() { Name = "tmp", MountPath = "/tmp" },
        ];
        return settings.NeedsSecret ? [.. mounts, new() { Name = "payments", MountPath = PaymentsFolder, ReadOnly = true }] : mounts;
    }

    private EnvVarArgs[] Environment()
    {
        EnvVarArgs[] all =
        [
            Variable("Kestrel__Endpoints__Https__Url", $"https://+:{Port}"),
            Variable("Kestrel__Endpoints__Https__Certificate__Path", $"{CertificateFolder}/tls.crt"),
            Variable("Kestrel__Endpoints__Https__Certificate__KeyPath", $"{CertificateFolder}/tls.key"),
            Variable("Billing__Database", pod.Database),
            Variable("Billing__Usage", pod.Usage),
            Variable("Billing__Plans", $"{PlansFolder}/{BillingService.PlansFile}"),
            Variable("Billing__MinimumMicros", (settings.MinimumCharge * Micros).ToString(CultureInfo.InvariantCulture)),
            Variable("Billing__DueDays", settings.DueDays.ToString(CultureInfo.InvariantCulture)),
            Variable("Gateway__Service", pod.Gateway.Apply(id => $"https://management.azure.com{id}")),
            // Under which a pod that is restarted has its lease back at once
            new()
            {
                Name = "Billing__Instance",
                ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = "metadata.name" } },
            },
        ];
        return [.. all, .. settings.NeedsSecret ? Secret() : [], .. new CustomerVariables(settings, pod, PlansFolder).All()];
    }

    private IEnumerable<EnvVarArgs> Secret()
    {
        yield return Variable("Billing__Payments", $"{PaymentsFolder}/{PaymentSecret.File}");
        if (settings.HasProvider && settings.Provider == PaymentProvider.Paypal)
            yield return Variable("PayPal__Address", $"https://{settings.ProviderHosts[0]}");
    }

    private Dictionary<string, string> Resources() => new()
    {
        ["cpu"] = $"{settings.CpuMillicores}m",
        ["memory"] = $"{settings.MemoryMebibytes}Mi",
    };

    internal static EnvVarArgs Variable(string name, Input<string> value) => new() { Name = name, Value = value };

    private static ProbeArgs Probe(string path, int periodSeconds, int failureThreshold) => new()
    {
        HttpGet = new HTTPGetActionArgs { Path = path, Port = "https", Scheme = "HTTPS" },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 2,
        FailureThreshold = failureThreshold,
    };

    private static TopologySpreadConstraintArgs Spread(string topologyKey) => new()
    {
        MaxSkew = 1,
        TopologyKey = topologyKey,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new LabelSelectorArgs { MatchLabels = BillingLabels.Selector },
    };
}
