using Platform.Infra.Addresses;
using Platform.Infra.Naming;
using Platform.Infra.Registry;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Workload;

/// <summary>
/// A version of the server that takes a part of the calls: the stable one, and beside it, while it is tried, a canary. One application with
/// two tracks: https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments
/// </summary>
/// <param name="Name">Value of the label <c>track</c>.</param>
/// <param name="Object">Name of its objects in the cluster, and its host in the internal zone.</param>
/// <param name="Image">With the tag that names its content.</param>
/// <param name="Address">Of its load balancer, in the nodes' subnet.</param>
/// <param name="Replicas">A fixed number, or null: the autoscaler's.</param>
internal sealed record WorkloadTrack(string Name, string Object, Output<string> Image, string Address, int? Replicas)
{
    public const string StableObject = WorkloadLabels.Application;
    public const string CanaryObject = $"{WorkloadLabels.Application}-canary";

    public const string Canary = "canary";

    private const string Label = "track";

    /// <summary>The stable one first. Its selector is the same with a canary and without: Kubernetes never lets it change.</summary>
    public static IEnumerable<WorkloadTrack> Of(WorkloadSettings settings, ImageRegistry registry, AddressPlan plan)
    {
        var stable = settings.HasCanary ? registry.ImageOf(settings.StableTag) : registry.Inference.Pinned;
        yield return new("stable", StableObject, stable, plan.WorkloadAddress, null);
        if (settings.HasCanary)
            yield return new(Canary, CanaryObject, registry.Inference.Pinned, plan.CanaryAddress, settings.CanaryReplicas);
    }

    public Dictionary<string, string> Selector => new(WorkloadLabels.Selector) { [Label] = Name };

    public Dictionary<string, string> Labels(string stack) => new(WorkloadLabels.All(stack)) { [Label] = Name };

    /// <summary>Name of one of its resources in the program.</summary>
    public string Resource(string kind) => Name == Canary ? $"{Canary}-{kind}" : kind;
}
