using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Diff;

/// <summary>What is changed every week, through the real program: it creates, deletes and replaces nothing but what it must.</summary>
public sealed class ReplacementHazardTests
{
    private const string Tiers = """
        [{"name":"free","displayName":"Free","description":"Less.","terms":"Fair.","callsPerMinute":7,"callsPerMonth":700,"tokens":{"perMinute":70,"perMonth":7000,"prompt":7,"answer":7}},
        {"name":"standard","displayName":"Standard","description":"More.","terms":"Fair.","callsPerMinute":70,"callsPerMonth":7000,"tokens":{"perMinute":70,"perMonth":7000,"prompt":7,"answer":7}},
        {"name":"premium","displayName":"Premium","description":"Most.","terms":"Fair.","callsPerMinute":700,"callsPerMonth":70000,"tokens":{"perMinute":70,"perMonth":7000,"prompt":7,"answer":7}},
        {"name":"trial","displayName":"Trial","description":"First.","terms":"Fair.","callsPerMinute":7,"callsPerMonth":700,"tokens":{"perMinute":70,"perMonth":7000,"prompt":7,"answer":7}},
        {"name":"metered","displayName":"Metered","description":"Any.","terms":"Fair.","callsPerMinute":7,"callsPerMonth":700,"tokens":{"perMinute":70,"perMonth":7000,"prompt":7,"answer":7}}]
        """;

    private const string Stable = "0123456789ab";

    private static readonly string[] _canary =
    [
        "added platform/gateway/workload-backend/backend-canary", "added platform/gateway/workload-backend/backend-pool",
        "added platform/workload/canary/canary-deployment", "added platform/workload/canary/canary-disruption-budget",
        "added platform/workload/canary/canary-service", "added platform/workload/canary/record-inference-canary",
    ];

    [Theory]
    [InlineData("tiers", Tiers)]
    [InlineData("clusterUserNodesMin", "2", "clusterUserNodesMax", "6", "clusterSystemNodesMin", "2", "clusterSystemNodesMax", "6")]
    [InlineData("workloadReplicasMin", "2", "workloadReplicasMax", "6", "workloadScaleCpuPercent", "50", "workloadScaleInFlight", "5")]
    [InlineData("workloadCpuMillicores", "700", "workloadMemoryMebibytes", "700")]
    [InlineData("alertNodePercent", "50", "alertPendingPods", "5", "alertPodRestarts", "5", "alertModelMilliseconds", "50",
        "sloFailuresPerThousand", "5")]
    [InlineData("alertGatewayCapacityPercent", "50", "alertGatewayMilliseconds", "50", "alertFailedRequests", "5",
        "alertUnauthorizedRequests", "5")]
    [InlineData("alertThrottledRequests", "5", "alertVaultMilliseconds", "50", "alertQuotaPercent", "50", "alertAvailabilityPercent", "50")]
    [InlineData("alertThrottledStorageRequests", "5", "alertFailedDeployments", "5", "alertFailedLocations", "2", "budgetMonthly", "500")]
    public async Task Between_EverydayChange_ReplacesNothing(params string[] settings)
    {
        var changed = settings.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        var changes = PlanDiff.Between(await Planted.StackAsync("dev"), await Planted.StackAsync("dev", changed)).Changes;

        Assert.NotEmpty(changes);
        Assert.All(
            changes.Where(change => !IsMadeBeforeTheOldOneGoes(change)),
            change => Assert.True(change.Kind == ChangeKind.Changed, $"{change.Path} is {change.Kind}"));
    }

    // Other plans are another object, which billing's pods roll over to
    private static bool IsMadeBeforeTheOldOneGoes(ResourceChange change) => change.Path == "platform/billing/billing-plans";

    [Fact]
    public async Task Between_ImageOfOtherContent_BuildsItAndRollsItOut()
    {
        using var other = new TemporaryFolder();
        Copy(RepositoryRoot.Path, other.Path);
        await File.AppendAllTextAsync(Path.Combine(other.Path, "app", "Inference", "Program.cs"), "\n");

        var (before, after) = (await RecordAsync(RepositoryRoot.Path), await RecordAsync(other.Path));

        var changes = PlanDiff.Between(before, after).Changes.Where(change => change.Kind != ChangeKind.Changed).ToArray();
        Assert.Equal(
            ["added Deployment", "added EnvironmentVersion", "removed Deployment", "removed EnvironmentVersion"],
            changes.Select(change => $"{change.Kind.ToString().ToLowerInvariant()} {change.Resource.Type.Split(':')[^1]}")
                .Order(StringComparer.Ordinal));
        // What ran from the old version can do so again; of the build, a template's record alone goes
        Assert.All(
            changes.Where(change => change.Before?.Type.EndsWith("Version", StringComparison.Ordinal) is true),
            change => Assert.True(change.Before!.Options.RetainOnDelete, change.Path));
        // As committed, where the tag is blank, there is nothing to see
        Assert.Empty(PlanDiff.Between(before.WithoutImageTag(), after.WithoutImageTag()).Changes);
    }

    [Fact]
    public async Task Between_KubernetesThatAzureUpgraded_IsNoChange()
    {
        var plan = await Planted.StackAsync("prod");

        Plan At(string version) => plan
            .With("platform/cluster/aks", cluster => Versioned(cluster, "kubernetesVersion", version))
            .With("platform/cluster/user-pool", pool => Versioned(pool, "orchestratorVersion", version));

        Assert.Empty(PlanDiff.Between(At("1.34.1"), At("1.34.2")).Changes);
        Assert.Empty(PlanDiff.Between(plan, At("1.34.2")).Changes);
    }

    [Fact]
    public async Task Between_NoCanaryAndOne_AddsItAndLeavesTheStableTrack()
    {
        var (without, with) = (await Planted.StackAsync("prod"), await CanaryAsync(10));

        var on = PlanDiff.Between(without, with).Changes;
        var off = PlanDiff.Between(with, without).Changes;

        Assert.Equal(_canary, on.Where(change => change.Kind != ChangeKind.Changed).Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal(
            _canary.Select(line => line.Replace("added", "removed", StringComparison.Ordinal)),
            off.Where(change => change.Kind != ChangeKind.Changed).Select(Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Between_WeightsOfACanary_ChangesNothingElse()
    {
        var changes = PlanDiff.Between(await CanaryAsync(10), await CanaryAsync(20)).Changes;

        Assert.All(changes, change => Assert.Equal(ChangeKind.Changed, change.Kind));
        Assert.Equal(
            ["platform/gateway/workload-backend/backend-pool", "platform/workload/canary/canary-deployment", "platform/workload/quota"],
            changes.Select(change => change.Path).Order(StringComparer.Ordinal));
    }

    private static Task<Plan> CanaryAsync(int percent)
        => Planted.StackAsync("prod", ("workloadCanaryPercent", $"{percent}"), ("workloadStableTag", Stable));

    private static string Line(ResourceChange change) => $"{change.Kind.ToString().ToLowerInvariant()} {change.Path}";

    private static Task<Plan> RecordAsync(string root)
        => PlanRecorder.RecordAsync(root, Repository.At(RepositoryRoot.Path).Configuration("dev"), CancellationToken.None);

    private static PlannedResource Versioned(PlannedResource resource, string input, string version)
    {
        resource.Inputs[input] = version;
        if (resource.Inputs["agentPoolProfiles"] is JsonArray pools)
            pools[0]!["orchestratorVersion"] = version;
        return resource;
    }

    // What the image is built from, and what else the program reads
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from).Concat(FilesBelow(Path.Combine(from, "app"))))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<string> FilesBelow(string folder)
        => Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is not ("bin" or "obj")).SelectMany(FilesBelow));
}
