using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests.Cluster;

public sealed class NodePoolTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Pools_OfAnyStack_AreTheSystemsAndTheWorkloads(string run)
    {
        var pools = Stacks[run].All("AgentPool").Where(pool => pool.Type.Contains("containerservice", StringComparison.Ordinal));

        Assert.Equal(["user-pool"], pools.Select(pool => pool.Name));
        Assert.Equal("least-waste", Stacks[run].One("ManagedCluster").Text("autoScalerProfile.expander"));
        Assert.DoesNotContain(Stacks[run].All("ConfigMap"), map => map.Name == "pool-priorities");
        Assert.Null(Stacks[run].One("Deployment", "deployment")["spec.template.spec.tolerations"]);
    }

    [Theory, MemberData(nameof(All))]
    public void Node_OfAnyPool_HasNoAddressOfItsOwn(string run)
    {
        var stack = Stacks[run];
        foreach (var (pool, path) in new[] { (stack.One("ManagedCluster"), "agentPoolProfiles.0."),
                (stack.One("AgentPool", "user-pool"), "") })
        {
            Assert.Equal(false, pool[$"{path}enableNodePublicIP"]);
            // A preview, which AKS refuses to subscriptions that are not registered for it
            Assert.Null(pool[$"{path}securityProfile"]);
            Assert.Equal("Ephemeral", pool.Text($"{path}osDiskType"));
        }
    }

    /// <summary>Only pods whose requests are their limits have processors for themselves, and only whole ones.</summary>
    [Fact]
    public async Task Pod_OfWholeProcessors_HasThemForItself()
    {
        var run = await StackRun.OfAsync(
            "prod", ("clusterSpotNodesMax", "7"), ("clusterGpuNodesMax", "1"), ("clusterSystemPoolApart", "true"));
        const string resources = "spec.template.spec.containers.0.resources.";
        var pod = run.One("Deployment", "deployment");

        Assert.Equal(("1000m", "1000m"), (pod.Text($"{resources}limits.cpu"), pod.Text($"{resources}requests.cpu")));
        Assert.Equal(pod.Text($"{resources}limits.memory"), pod.Text($"{resources}requests.memory"));
        Assert.Null(pod["spec.template.spec.containers.1"]);
        Assert.Null(pod["spec.template.spec.initContainers"]);
        Assert.Equal(
            [("system-pool", null), ("user-pool", "static"), ("spot-pool", "static"), ("gpu-pool", null)],
            from pool in run.All("AgentPool")
            where pool.Type.Contains("containerservice", StringComparison.Ordinal)
            select (pool.Name, pool.Text("kubeletConfig.cpuManagerPolicy")));
    }

    [Fact]
    public async Task Nodes_OfAStackFile_AreUpgradedAndCleanedByIt()
    {
        var run = await StackRun.OfAsync(
            "prod", ("clusterUpgradeSurgePercent", "50"), ("clusterUpgradeDrainMinutes", "45"), ("clusterImageCleanHours", "24"),
            ("clusterEncryptionAtHost", "true"), ("clusterSshDisabled", "true"));

        foreach (var (pool, path) in new[] { (run.One("ManagedCluster"), "agentPoolProfiles.0."), (run.One("AgentPool", "user-pool"), "") })
        {
            Assert.Equal("Disabled", pool.Text($"{path}securityProfile.sshAccess"));
            Assert.Equal("50%", pool.Text($"{path}upgradeSettings.maxSurge"));
            Assert.Equal(45.0, Convert.ToDouble(pool[$"{path}upgradeSettings.drainTimeoutInMinutes"]));
            Assert.Equal(true, pool[$"{path}enableEncryptionAtHost"]);
        }

        Assert.Equal(24.0, Convert.ToDouble(run.One("ManagedCluster")["securityProfile.imageCleaner.intervalHours"]));
    }

    [Fact]
    public async Task SpotNodes_OfAStackFile_AreEmptyUntilNeededAndMarked()
    {
        var run = await StackRun.OfAsync(
            "dev", ("clusterSpotNodesMax", "7"), ("clusterSpotNodeSize", "Standard_E8ds_v5"), ("clusterZones", """["1","2"]"""));
        var pool = run.One("AgentPool", "spot-pool");

        Assert.Equal(
            ("Spot", "Delete", -1.0),
            (pool.Text("scaleSetPriority"), pool.Text("scaleSetEvictionPolicy"), Convert.ToDouble(pool["spotMaxPrice"])));
        Assert.Equal(
            (0.0, 0.0, 7.0), (Convert.ToDouble(pool["count"]), Convert.ToDouble(pool["minCount"]), Convert.ToDouble(pool["maxCount"])));
        Assert.Equal(("Standard_E8ds_v5", "2"), (pool.Text("vmSize"), pool.Text("availabilityZones.1")));
        Assert.Equal("kubernetes.azure.com/scalesetpriority=spot:NoSchedule", pool.Text("nodeTaints.0"));
        Assert.Equal("spot", pool.Text("nodeLabels.kubernetes~azure~com/scalesetpriority"));
        // Azure refuses a surge of spot nodes
        Assert.Null(pool["upgradeSettings"]);
        // Nothing goes there that was not asked to
        Assert.Null(run.One("Deployment", "deployment")["spec.template.spec.tolerations"]);
    }

    [Fact]
    public async Task Workload_ThatPrefersSpot_ToleratesItAndMakesItsPoolGrowFirst()
    {
        var run = await StackRun.OfAsync("dev", ("clusterSpotNodesMax", "7"), ("workloadPrefersSpot", "true"));
        var pod = run.One("Deployment", "deployment");
        var expression =
            "spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.preference.matchExpressions.0";

        Assert.Equal(
            run.One("AgentPool", "spot-pool").Text("nodeTaints.0"),
            $"{pod.Text("spec.template.spec.tolerations.0.key")}={pod.Text("spec.template.spec.tolerations.0.value")}:{pod.Text(
                "spec.template.spec.tolerations.0.effect")}");
        Assert.Equal(
            ("kubernetes.azure.com/scalesetpriority", "In", "spot"),
            (pod.Text($"{expression}.key"), pod.Text($"{expression}.operator"), pod.Text($"{expression}.values.0")));
        Assert.Equal("priority", run.One("ManagedCluster").Text("autoScalerProfile.expander"));
        var priorities = run.One("ConfigMap", "pool-priorities");
        Assert.Equal(
            ("cluster-autoscaler-priority-expander", "kube-system"),
            (priorities.Text("metadata.name"), priorities.Text("metadata.namespace")));
        Assert.Equal("10:\n- .*\n20:\n- .*-spot[0-9a-f]*-.*\n", priorities.Text("data.priorities"));
    }

    [Theory, InlineData("true", "Install"), InlineData("false", "None")]
    public async Task GpuNodes_OfAStackFile_AreForPodsThatAskForThem(string drivers, string driver)
    {
        var run = await StackRun.OfAsync(
            "prod", ("clusterGpuNodesMax", "2"), ("clusterGpuNodeSize", "Standard_NC24ads_A100_v4"), ("clusterGpuZones", """["2"]"""),
            ("clusterGpuDrivers", drivers));
        var pool = run.One("AgentPool", "gpu-pool");

        Assert.Equal(("Standard_NC24ads_A100_v4", "Ubuntu"), (pool.Text("vmSize"), pool.Text("osSKU")));
        Assert.Equal((0.0, 2.0), (Convert.ToDouble(pool["minCount"]), Convert.ToDouble(pool["maxCount"])));
        Assert.Equal(
            ("sku=gpu:NoSchedule", driver, "2"),
            (pool.Text("nodeTaints.0"), pool.Text("gpuProfile.driver"), pool.Text("availabilityZones.0")));
        Assert.Null(pool["availabilityZones.1"]);
    }

    [Fact]
    public async Task Pool_OfOtherFactsForLife_IsAnotherBeforeTheOldOneGoes()
    {
        string[] names =
        [
            await NameAsync(),
            await NameAsync(("clusterUserNodeSize", "Standard_D8ds_v5")),
            await NameAsync(("clusterZones", """["1"]""")),
            await NameAsync(("clusterEncryptionAtHost", "true")),
        ];

        Assert.Distinct(names);
        // https://learn.microsoft.com/azure/aks/create-node-pools#limitations
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]{0,11}$", name));
        // What Azure changes in place makes no other pool
        Assert.Equal(names[0], await NameAsync(("clusterUserNodesMax", "7"), ("clusterUpgradeSurgePercent", "50")));

        static async Task<string> NameAsync(params (string, string)[] settings)
        {
            var pool = (await StackRun.OfAsync("prod", settings)).One("AgentPool", "user-pool");
            Assert.False(Assert.IsType<CustomResourceOptions>(pool.Options).DeleteBeforeReplace);
            return pool.Text("agentPoolName")!;
        }
    }

    [Fact]
    public async Task SystemPool_Apart_IsOneOfItsOwnAndTheClusterNamesNone()
    {
        var run = await StackRun.OfAsync("prod", ("clusterSystemPoolApart", "true"));
        var pool = run.One("AgentPool", "system-pool");

        Assert.Null(run.One("ManagedCluster")["agentPoolProfiles"]);
        Assert.Equal("System", pool.Text("mode"));
        Assert.Equal("CriticalAddonsOnly=true:NoSchedule", pool.Text("nodeTaints.0"));
        Assert.Matches("^system[0-9a-f]{6}$", pool.Text("agentPoolName"));
        Assert.Contains(pool.Resource, await run.One("AgentPool", "user-pool").DependenciesAsync());
    }

    [Fact]
    public async Task Pools_OfOneCluster_AreMadeOneAfterTheOther()
    {
        var run = await StackRun.OfAsync("dev", ("clusterSpotNodesMax", "1"), ("clusterGpuNodesMax", "1"));

        Assert.Contains(run.One("AgentPool", "user-pool").Resource, await run.One("AgentPool", "spot-pool").DependenciesAsync());
        Assert.Contains(run.One("AgentPool", "spot-pool").Resource, await run.One("AgentPool", "gpu-pool").DependenciesAsync());
    }
}
