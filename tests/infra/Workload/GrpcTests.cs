using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Workload;

/// <summary>gRPC past the gateway, where a stack asks for it, and nothing of it where not.</summary>
public sealed class GrpcTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Container = "spec.template.spec.containers.0";
    private const string SecondPort = $"{Container}.ports.1";

    [Theory, MemberData(nameof(All))]
    public void Stack_WithoutThePort_HasNoGrpc(string run)
    {
        Assert.Null(Stacks[run].One("Deployment")[$"{SecondPort}.name"]);
        Assert.Null(Stacks[run].One("Service")["spec.ports.1.name"]);
        Assert.NotEqual("Grpc__Port", Stacks[run].One("Deployment").Text($"{Container}.env.7.name"));
        Assert.DoesNotContain(Stacks[run].All("NetworkPolicy"), policy => policy.Name.StartsWith("allow-grpc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stack_WithThePort_ListensAndIsReachedThere()
    {
        var run = await StackRun.OfAsync("dev", ("workloadGrpcPort", "8081"));
        var (pod, service) = (run.One("Deployment"), run.One("Service"));

        Assert.Equal(("Grpc__Port", "8081"), (pod.Text($"{Container}.env.7.name"), pod.Text($"{Container}.env.7.value")));
        Assert.Equal(("grpc", 8081.0), (pod.Text($"{SecondPort}.name"), Convert.ToDouble(pod[$"{SecondPort}.containerPort"])));
        Assert.Equal(("grpc", 8081.0, "grpc"), (
            service.Text("spec.ports.1.name"), Convert.ToDouble(service["spec.ports.1.port"]), service.Text("spec.ports.1.targetPort")));
        // That the server is ready is what HTTPS says, of both
        Assert.Equal("https", pod.Text($"{Container}.readinessProbe.httpGet.port"));
    }

    [Fact]
    public async Task Stack_WithThePort_LetsInThePlatformsRangeAndMarkedNamespaces()
    {
        var run = await StackRun.OfAsync("dev", ("workloadGrpcPort", "8081"), ("networkAddressSpace", "10.40.0.0/16"));
        var policy = run.One("NetworkPolicy", "allow-grpc");
        var rule = run.One("NetworkSecurityGroup", "nsg-nodes");

        Assert.Equal("10.40.0.0/16", policy.Text("spec.ingress.0.from.0.ipBlock.cidr"));
        Assert.Equal(
            "true",
            run.One("NetworkPolicy", "allow-grpc-pods").Text("spec.ingress.0.from.0.namespaceSelector.matchLabels.inference-client"));
        Assert.Equal("grpc", policy.Text("spec.ingress.0.ports.0.port"));
        Assert.Null(policy["spec.ingress.0.from.1"]);
        Assert.Equal(
            ("AllowGrpc", "10.40.0.0/16", "8081"),
            (rule.Text("securityRules.1.name"), rule.Text("securityRules.1.sourceAddressPrefix"),
                rule.Text("securityRules.1.destinationPortRange")));
        Assert.Equal("https", run.One("NetworkPolicy", "allow-gateway").Text("spec.ingress.0.ports.0.port"));
    }
}
