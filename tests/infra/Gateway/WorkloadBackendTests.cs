using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Gateway;

public sealed class WorkloadBackendTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Backend_WithoutACanary_IsTheServerAlone(string run)
    {
        var backend = Stacks[run].One("Backend");

        Assert.Equal(("inference", "http"), (backend.Text("backendId"), backend.Text("protocol")));
        Assert.Null(backend["type"]);
        Assert.Contains("backend-id=\"inference\"", Stacks[run].One("ApiPolicy", "api-policy").Text("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backend_WithACanary_IsAPoolByWeight()
    {
        var run = await CanaryAsync();
        var pool = run.One("Backend", "backend-pool");

        Assert.Equal("Pool", pool.Text("type"));
        Assert.Equal((90.0, 10.0), (Convert.ToDouble(pool["pool.services.0.weight"]), Convert.ToDouble(pool["pool.services.1.weight"])));
        Assert.Equal(pool["pool.services.0.priority"], pool["pool.services.1.priority"]);
        Assert.EndsWith("/inference", pool.Text("pool.services.0.id"), StringComparison.Ordinal);
        Assert.EndsWith("/inference-canary", pool.Text("pool.services.1.id"), StringComparison.Ordinal);
        foreach (var policy in new[] { "api-policy", "health-policy" })
            Assert.Contains("backend-id=\"inference-pool\"", run.One("ApiPolicy", policy).Text("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canary_AsABackend_IsGuardedAsTheServerIs()
    {
        var run = await CanaryAsync();

        foreach (var backend in new[] { "backend", "backend-canary" })
        {
            Assert.Equal("{{gateway-secret}}", run.One("Backend", backend).Text("credentials.header.X-Gateway-Secret.0"));
            Assert.Equal(true, run.One("Backend", backend)["tls.validateCertificateChain"]);
            Assert.Equal("PT10S", run.One("Backend", backend).Text("circuitBreaker.rules.0.tripDuration"));
        }
    }

    // A canary that comes or goes is an update of policies: nothing that was there is made anew
    [Fact]
    public async Task Backend_ThatGetsACanary_StaysWhatItIs()
    {
        var with = (await CanaryAsync()).One("Backend", "backend").Inputs;

        Assert.Equal(Prod.One("Backend", "backend").Text("url"), with["url"]);
        Assert.Equal(Prod.One("Backend", "backend").Text("backendId"), with["backendId"]);
        Assert.Equal(Prod.One("Backend", "backend").Inputs.Keys.Order(), with.Keys.Order());
    }

    private static Task<StackRun> CanaryAsync()
        => StackRun.OfAsync("prod", ("workloadCanaryPercent", "10"), ("workloadStableTag", "0123456789ab"));
}
