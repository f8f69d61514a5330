using System.Text.RegularExpressions;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Workloads on Kubernetes: namespaces, probes, scaling, images, accounts.</summary>
internal static partial class WorkloadRules
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";
    public static Rule[] All { get; } =
    [
        new PlanRule("K8s.Namespace.PodSecurity", Security, Error, "A namespace with workloads enforces restricted pod security",
            "A pod that asks for more just gets it")
        {
            Violations = plan => from name in Namespaces(plan)
                                 let space = plan.OfType("Namespace").Select(InputValue.Of)
                                     .FirstOrDefault(each => each.At("metadata.name").Is(name.Text))
                                 let label = space?.At("metadata.labels").Member(Enforce)
                                 where label is null || !label.Is("restricted")
                                 select new Violation(
                                     label ?? name, "'restricted'", label is null ? $"no Namespace '{name.Text}' in the plan" : null),
        },
        new PlanRule("K8s.NetworkPolicy.DefaultDeny", Security, Error, "In a namespace with workloads, what is not allowed is denied",
            "One pod that is broken into reaches all others")
        {
            Violations = plan => from name in Namespaces(plan)
                                 from direction in new[] { "Ingress", "Egress" }
                                 where !plan.OfType("NetworkPolicy").Select(InputValue.Of)
                                     .Any(policy => DeniesAll(policy, name.Text, direction))
                                 select new Violation(
                                     name, $"a NetworkPolicy of all pods that denies {direction.ToLowerInvariant()}", "none"),
        },
        Probe("Readiness", "Traffic reaches a container only once it is ready", "Callers get the errors of a start-up"),
        Probe("Startup", "A container has the time to start that it needs", "A slow start is taken for a hang, and killed"),
        Probe("Liveness", "A container that hangs is restarted", "It hangs until somebody looks"),
        .. from kind in new[] { "requests", "limits" } from what in new[] { "cpu", "memory" }
           select new InputRule($"K8s.Container.{Capital(kind)}.{Capital(what)}", Reliability, Warning, $"A container's {kind} name {what}",
               "One container starves its neighbours")
               { Of = Parts.Containers, Input = $"resources.{kind}.{what}", Expected = Expect.Set },
        new PlanRule("K8s.Autoscaler", Reliability, Warning, "A deployment that serves scales by itself, from two replicas",
            "The peak, or one node's restart, is an outage")
            { Violations = Unscaled },
        new PlanRule("K8s.DisruptionBudget", Reliability, Warning, "A deployment that serves has a disruption budget",
            "An upgrade evicts all of its pods at once")
        {
            Violations = plan => from deployment in Serving(plan)
                                 where !plan.OfType("PodDisruptionBudget").Select(InputValue.Of)
                                     .Any(budget => Selects(
                                         budget.At("spec.selector.matchLabels"), deployment.At("spec.template.metadata.labels")))
                                 select new Violation(deployment, "a PodDisruptionBudget that selects its pods", "none"),
        },
        new PlanRule("K8s.Deployment.OwnPods", Reliability, Error, "No deployment selects another's pods",
            "Each scales the other's pods away")
        {
            Violations = plan => from one in plan.OfType("Deployment").Select(InputValue.Of)
                                 from other in plan.OfType("Deployment").Select(InputValue.Of)
                                 where one.Resource != other.Resource
                                     && one.At("metadata.namespace").Text == other.At("metadata.namespace").Text
                                     && Selects(one.At("spec.selector.matchLabels"), other.At("spec.template.metadata.labels"))
                                 select new Violation(
                                     one.At("spec.selector.matchLabels"),
                                     $"labels that the pods of '{other.At("metadata.name").Text}' do not have"),
        },
        new InputRule("K8s.Container.ImagePinned", Security, Error, "An image is named by a digest or a tag that names its content",
            "What runs is not what was reviewed")
        {
            Of = Parts.Containers, Input = "image",
            Expected = new("a digest, or a tag that is a hash of the content, 12 hexadecimal digits or more", IsPinned),
        },
        new PlanRule("K8s.Pod.OwnServiceAccount", Security, Error, "Each application has a service account of its own",
            "One application acts with another's rights")
            { Violations = SharedAccounts },
        new InputRule("K8s.Pod.NoAccountToken", Security, Warning, "A pod gets no token for the cluster's API",
            "A hole in it is a foothold in the cluster")
            { Of = Parts.Pods, Input = "automountServiceAccountToken", Expected = Expect.False },
    ];

    private static PlanRule Probe(string kind, string what, string why)
        => new($"K8s.Probe.{kind}", Reliability, kind == "Liveness" ? Note : Warning, what, why)
        {
            Violations = plan => from pod in Parts.Servers.SelectMany(part => part.In(plan))
                                 let containers = pod.All("containers[*]").ToArray()
                                 let serving = containers.Where(container => container.At("ports").Items.Any()).ToArray()
                                 from container in serving is [] ? containers.Take(1) : serving
                                 let probe = container.At($"{kind.ToLowerInvariant()}Probe")
                                 where !probe.Members.Any()
                                 select new Violation(probe, "a probe"),
        };

    private static IEnumerable<InputValue> Workloads(PlanUnderReview plan)
        => Parts.Pods.SelectMany(part => plan.OfType(part.Type)).Distinct().Select(InputValue.Of);

    private static IEnumerable<InputValue> Namespaces(PlanUnderReview plan)
        => Workloads(plan).Select(workload => workload.At("metadata.namespace")).DistinctBy(name => name.Text);

    private static bool DeniesAll(InputValue policy, string name, string direction)
        => policy.At("metadata.namespace").Text == name
            && !policy.At("spec.podSelector").Everything.Any(part => part.IsSet && part.Text.Length > 0)
            && policy.All("spec.policyTypes[*]").Any(type => type.Is(direction))
            && !policy.At($"spec.{direction.ToLowerInvariant()}").Items.Any();

    private static IEnumerable<InputValue> Serving(PlanUnderReview plan)
        => plan.OfType("Deployment").Select(InputValue.Of).Where(deployment
            => (deployment.All("spec.template.spec.containers[*]").Any(container => container.At("ports").Items.Any())
                || plan.OfType("Service")
                    .Any(service => Selects(InputValue.Of(service).At("spec.selector"), deployment.At("spec.template.metadata.labels"))))
            && !deployment.At("metadata.name").Text.EndsWith("-canary", StringComparison.Ordinal));

    private static IEnumerable<Violation> Unscaled(PlanUnderReview plan)
    {
        foreach (var deployment in Serving(plan))
        {
            var name = deployment.At("metadata.name").Text;
            var scaler = plan.OfType("HorizontalPodAutoscaler").Concat(plan.OfType("ScaledObject")).Select(InputValue.Of)
                .FirstOrDefault(
                    each =>
                        each.At("spec.scaleTargetRef.name").Text == name
                            && each.At("metadata.namespace").Text == deployment.At("metadata.namespace").Text);
            if (scaler is null)
                yield return new(deployment, "a HorizontalPodAutoscaler or ScaledObject that targets it", "none");
            else if (
                scaler.At(
                    PlanUnderReview.NameOf(scaler.Resource) == "ScaledObject" ? "spec.minReplicaCount" : "spec.minReplicas") is var fewest
                    && (fewest.Number ?? 0) < 2)
                yield return new(fewest, "2 or more");
        }
    }

    private static bool Selects(InputValue selector, InputValue labels)
        => selector.Members.Any() && selector.Members.All(each => labels.Member(each.Path[(selector.Path.Length + 1)..]).Text == each.Text);

    private static bool IsPinned(InputValue image) => Pinned().IsMatch(image.Text);

    private static IEnumerable<Violation> SharedAccounts(PlanUnderReview plan)
    {
        var pods = Parts.Pods.SelectMany(part => part.In(plan)).ToArray();
        foreach (var pod in pods)
        {
            var account = pod.At("serviceAccountName");
            var space = InputValue.Of(pod.Resource).At("metadata.namespace").Text;
            if (!plan.OfType("ServiceAccount").Select(InputValue.Of)
                .Any(each => each.At("metadata.name").Text == account.Text && each.At("metadata.namespace").Text == space))
                yield return new(account, "a ServiceAccount of the plan, other than 'default'");
            else if (pods.Any(other => other.At("serviceAccountName").Text == account.Text && Application(other) != Application(pod)))
                yield return new(account, "a ServiceAccount that no other application has");
        }
    }

    private static string Application(InputValue pod)
    {
        var labels = InputValue.Of(pod.Resource).At("metadata.labels");
        return labels.Member("app.kubernetes.io/name") is { IsSet: true } name ? name.Text : labels.At("app").Text;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    // A version, such as v1 or 1.2.3, can be given to another image; a hash of what is in it cannot
    [GeneratedRegex("(@sha256:[0-9a-f]{64}|/[^/:]+:([0-9a-f]{12,64}|<(billing )?image tag>))$")]
    private static partial Regex Pinned();
}
