using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Workload;

/// <summary>A canary beside the stable track, in a run of its own, and nothing of one without.</summary>
public sealed class CanaryTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string StableTag = "0123456789ab";
    private const string Zone = "prod.platform.internal";
    private static readonly string _builtTag = BuildSource.In(StackFiles.Root, ImageContent.Inference).Tag;

    [Theory, MemberData(nameof(All))]
    public void Stack_WithoutCanary_HasOneTrackWithTheBuiltImage(string run)
    {
        Assert.EndsWith($":{_builtTag}@{Stacks[run].Digest}", Image(Stacks[run].One("Deployment")), StringComparison.Ordinal);
        Assert.Equal("stable", Stacks[run].One("Deployment").Text("spec.selector.matchLabels.track"));
        Assert.Equal("inference", Stacks[run].One("Service").Text("metadata.name"));
        Assert.Equal("inference", Stacks[run].One("PrivateRecordSet").Text("relativeRecordSetName"));
    }

    [Fact]
    public async Task Stack_WithCanary_RunsTheBuiltImageBesideTheStableOne()
    {
        var run = await CanaryAsync();
        var (stable, canary) = (run.One("Deployment", "deployment"), run.One("Deployment", "canary-deployment"));

        Assert.EndsWith($":{StableTag}", Image(stable), StringComparison.Ordinal);
        Assert.EndsWith($":{_builtTag}@{run.Digest}", Image(canary), StringComparison.Ordinal);
        Assert.Equal("inference-canary", canary.Text("metadata.name"));
        Assert.Null(stable["spec.replicas"]);
        // 25 % of ten, rounded up
        Assert.Equal(3.0, Convert.ToDouble(canary["spec.replicas"]));
    }

    [Fact]
    public async Task Stack_WithCanary_KeepsTheTracksApart()
    {
        var run = await CanaryAsync();

        foreach (var (prefix, track) in new[] { ("", "stable"), ("canary-", "canary") })
        {
            Assert.Equal(track, run.One("Deployment", $"{prefix}deployment").Text("spec.selector.matchLabels.track"));
            Assert.Equal(track, run.One("Deployment", $"{prefix}deployment").Text("spec.template.metadata.labels.track"));
            Assert.Equal(
                track,
                run.One("Deployment", $"{prefix}deployment")
                    .Text("spec.template.spec.topologySpreadConstraints.0.labelSelector.matchLabels.track"));
            Assert.Equal(track, run.One("Service", $"{prefix}service").Text("spec.selector.track"));
            Assert.Equal(track, run.One("PodDisruptionBudget", $"{prefix}disruption-budget").Text("spec.selector.matchLabels.track"));
        }

        // Who may call, and what may be called, is the same for both
        Assert.Equal("inference", run.One("NetworkPolicy", "allow-gateway").Text("spec.podSelector.matchLabels.app~kubernetes~io/name"));
        Assert.Null(run.One("NetworkPolicy", "allow-gateway")["spec.podSelector.matchLabels.track"]);
    }

    [Fact]
    public async Task Stack_WithCanary_LeavesTheStableTrackAsItIs()
    {
        var run = await CanaryAsync();

        foreach (var label in new[] { "track", "app~kubernetes~io/name" })
        {
            var path = $"spec.selector.matchLabels.{label}";
            Assert.Equal(
                (Prod.One("Deployment").Text(path), true),
                (run.One("Deployment", "deployment").Text(path), Prod.One("Deployment")[path] is string));
        }

        Assert.Equal(Prod.One("CertRequest").Text("dnsNames.1"), run.One("CertRequest").Text("dnsNames.1"));
        Assert.Equal($"inference-canary.{Zone}", Prod.One("CertRequest").Text("dnsNames.1"));
    }

    [Fact]
    public async Task Canary_InTheNetwork_HasAnAddressAndACertifiedNameOfItsOwn()
    {
        var run = await CanaryAsync();

        Assert.Equal(
            "10.30.3.249",
            run.One("Service", "canary-service").Text("metadata.annotations.service~beta~kubernetes~io/azure-load-balancer-ipv4"));
        Assert.Equal("10.30.3.249", run.One("PrivateRecordSet", "record-inference-canary").Text("aRecords.0.ipv4Address"));
        Assert.Equal(
            ($"inference.{Zone}", $"inference-canary.{Zone}"),
            (run.One("CertRequest").Text("dnsNames.0"), run.One("CertRequest").Text("dnsNames.1")));
    }

    [Fact]
    public async Task Gateway_SharingCallsOut_WaitsForTheCanary()
    {
        var run = await CanaryAsync();

        var awaited = await OutputUtilities.GetValueAsync(run.One("Backend", "backend-pool").Options.DependsOn.ToOutput());
        Assert.Equal(
            ["canary-deployment", "canary-service", "record-inference-canary"],
            awaited.Select(resource => resource.GetResourceName()).Order());
    }

    [Fact]
    public async Task Namespace_WithCanary_HasRoomForBothTracksWhileTheyRollOut()
    {
        var run = await CanaryAsync();

        // Ten and one, three and one
        Assert.Equal("15", run.One("ResourceQuota").Text("spec.hard.pods"));
        Assert.Equal("15000m", run.One("ResourceQuota").Text("spec.hard.limits~cpu"));
        Assert.Equal("11", Prod.One("ResourceQuota").Text("spec.hard.pods"));
    }

    private static Task<StackRun> CanaryAsync()
        => StackRun.OfAsync("prod", ("workloadCanaryPercent", "25"), ("workloadStableTag", StableTag));

    private static string Image(Declared deployment) => deployment.Text("spec.template.spec.containers.0.image")!;
}
