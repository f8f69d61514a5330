using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Report.Plans;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Review.Tests.Plans;

public sealed class ImageTagTests
{
    [Fact]
    public async Task WithoutImageTag_TagAnywhere_IsReplaced()
    {
        var plan = (await PlanAsync("abcdef012345")).WithoutImageTag();

        Assert.Equal(
            ["platform", "platform/group", "platform/other", "platform/run-<image tag>"], plan.Resources.Select(resource => resource.Path));
        Assert.Equal("run-<image tag>", (string?)plan.At("platform/run-<image tag>").Inputs["resourceName"]);
        Assert.Equal("inference:<image tag>", (string?)plan.At("platform/other").Inputs["resourceName"]);
        Assert.Equal(["platform/run-<image tag>"], plan.At("platform/other").Options.DependsOn);
        PlanAssert.IsJson("""{ "image": "registry.example/inference:<image tag>" }""", plan.Outputs);
    }

    [Fact]
    public async Task WithoutImageTag_AnotherTag_GivesTheSameText()
    {
        var one = (await PlanAsync("abcdef012345")).WithoutImageTag();
        var other = (await PlanAsync("543210fedcba")).WithoutImageTag();

        Assert.Equal(new YamlPlanFormat().Write(one), new YamlPlanFormat().Write(other));
    }

    [Fact]
    public async Task WithoutImageTag_NoImage_IsTheSamePlan()
    {
        var plan = await SmallStack.PlanAsync(_ => { });

        Assert.Same(plan, plan.WithoutImageTag());
    }

    private static Task<Plan> PlanAsync(string tag) => PlanRecorder.RecordAsync(
        new StackEvaluation("root", new("small", new Dictionary<string, string>(), [])), options => new TaggedStack(options, tag),
        CancellationToken.None);

    private sealed class TaggedStack : Stack
    {
        public TaggedStack(StackOptions options, string tag)
            : base(options)
        {
            var group = new Pulumi.AzureNative.Resources.ResourceGroup("group", new() { ResourceGroupName = "rg" });
            var run = new UserAssignedIdentity($"run-{tag}", new() { ResourceName = $"run-{tag}", ResourceGroupName = group.Name });
            _ = new UserAssignedIdentity(
                "other", new() { ResourceName = $"inference:{tag}@sha256:{new string(tag[0], 64)}", ResourceGroupName = group.Name },
                new() { DependsOn = run });
            Image = Output.Create($"registry.example/inference:{tag}");
        }

        [Output("image")]
        public Output<string> Image { get; private set; }
    }
}
