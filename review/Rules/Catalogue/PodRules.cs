using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>The "restricted" Pod Security Standard, of pods and their containers.</summary>
internal static class PodRules
{
    private static readonly string[] _volumes =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    private static readonly string[] _sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public static Rule[] All { get; } =
    [
        .. new[] { "hostNetwork", "hostPID", "hostIPC" }.Select(host => new InputRule(
            $"K8s.Pod.{char.ToUpperInvariant(host[0])}{host[1..]}", Security, Error,
            $"A pod does not share the node's {host[4..].ToLowerInvariant()} namespace", "Whoever breaks into it sees the whole node")
            { Of = Parts.Pods, Input = host, Expected = Expect.AbsentOrFalse }),
        new InputRule("K8s.Pod.VolumeTypes", Security, Error, "A pod mounts no part of the node", "A host path leads out of the container")
        {
            Of = Parts.Pods, Input = "volumes[*]",
            Expected = new(
                "name and one of " + string.Join(", ", _volumes),
                volume => volume.Members.All(each => IsNamed(each, "name") || _volumes.Any(type => IsNamed(each, type)))),
        },
        new InputRule("K8s.Pod.Sysctls", Security, Error, "A pod sets none but safe kernel parameters", "The node's kernel is everyone's")
            { Of = Parts.Pods, Input = "securityContext.sysctls[*].name", Expected = Expect.OneOf(_sysctls) },
        new PlanRule("K8s.Container.NoPrivilegeEscalation", Security, Error, "A container cannot gain rights, and is not privileged",
            "A hole in it is a hole in the node")
        {
            Violations = plan => from context in Contexts(plan)
                                 from name in new[] { "allowPrivilegeEscalation", "privileged" }
                                 let expected = name == "privileged" ? Expect.AbsentOrFalse : Expect.False
                                 where !expected.IsMet(context.At(name))
                                 select new Violation(context.At(name), expected.Text),
        },
        new InputRule("K8s.Container.ReadOnlyRoot", Security, Error, "A container cannot write its own files",
            "An intruder brings his tools along")
            { Of = Parts.Containers, Input = "securityContext.readOnlyRootFilesystem", Expected = Expect.True },
        new InputRule("K8s.Container.DropCapabilities", Security, Error, "A container drops all capabilities",
            "Some of them are as good as root")
        {
            Of = Parts.Containers, Input = "securityContext.capabilities.drop",
            Expected = new("'ALL' among them", drop => drop.Items.Any(each => each.Text == "ALL")),
        },
        new InputRule("K8s.Container.AddCapabilities", Security, Error, "A container adds no capability but NET_BIND_SERVICE",
            "Some of them are as good as root")
            { Of = Parts.Containers, Input = "securityContext.capabilities.add[*]", Expected = Expect.OneOf("NET_BIND_SERVICE") },
        new InputRule("K8s.Container.ProcMount", Security, Error, "A container has the default view of /proc",
            "The kernel's own files lie open")
            { Of = Parts.Containers, Input = "securityContext.procMount", Expected = Expect.AbsentOrOneOf("Default") },
        new InputRule("K8s.Container.HostPorts", Security, Error, "A container opens no port of the node",
            "It is reached past every network policy")
            { Of = Parts.Containers, Input = "ports[*].hostPort", Expected = Expect.AbsentOrOneOf("0") },
        OfPodAndContainers("K8s.Container.RunAsNonRoot", "A container does not run as root", "runAsNonRoot", Expect.True),
        OfPodAndContainers("K8s.Container.RunAsUser", "A container's user is not 0", "runAsUser",
            new("nothing, or another than 0", user => user.Number != 0)),
        OfPodAndContainers("K8s.Container.Seccomp", "A container may call what the runtime's profile allows", "seccompProfile.type",
            Expect.OneOf("RuntimeDefault", "Localhost")),
        OfPodAndContainers("K8s.Container.AppArmor", "AppArmor is not switched off", "appArmorProfile.type",
            Expect.AbsentOrOneOf("RuntimeDefault", "Localhost")),
        OfPodAndContainers("K8s.Container.SELinux", "A container has a common SELinux type", "seLinuxOptions.type",
            Expect.AbsentOrOneOf("container_t", "container_init_t", "container_kvm_t", "container_engine_t")),
        OfPodAndContainers("K8s.Container.WindowsHostProcess", "No container is a process of a Windows node", "windowsOptions.hostProcess",
            Expect.AbsentOrFalse),
    ];

    // A container inherits of its pod what it does not say itself.
    private static PlanRule OfPodAndContainers(string id, string what, string input, Expectation expected)
        => new(id, Security, Error, what, "An intruder in the container gets further than it")
        {
            Violations = plan => from pod in Parts.Pods.SelectMany(part => part.In(plan))
                                 from container in new[] { "containers[*]", "initContainers[*]",
                                     "ephemeralContainers[*]" }.SelectMany(pod.All)
                                 let own = container.At($"securityContext.{input}")
                                 let value = own.IsSet ? own : pod.At($"securityContext.{input}")
                                 where !expected.IsMet(value)
                                 select new Violation(value.IsSet ? value : own, expected.Text),
        };

    private static IEnumerable<InputValue> Contexts(PlanUnderReview plan)
        => Parts.Containers.SelectMany(part => part.In(plan)).Select(container => container.At("securityContext"));

    private static bool IsNamed(InputValue member, string name) => member.Path.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
}
