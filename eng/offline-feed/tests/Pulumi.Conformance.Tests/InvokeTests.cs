using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class InvokeTests
{
    private const string Token = "cloud:storage:getRule";

    [Fact]
    public async Task Invoke_Result_IsConverted()
    {
        var (rule, mocks) = await InvokeAsync(() => Deployment.Instance.Invoke<Rule>(Token, Arguments("a")));

        Assert.Equal("a", (await OutputUtilities.GetValueAsync(rule)).Prefix);
        Assert.Equal(Token, Assert.Single(mocks.Calls).Token);
    }

    [Fact]
    public async Task Invoke_SecretArgument_ReachesTheMockUnwrappedAndDoesNotMarkTheResult()
    {
        var (rule, mocks) = await InvokeAsync(() => Deployment.Instance.Invoke<Rule>(Token, Arguments(Output.CreateSecret("a"))));

        Assert.Equal("a", Assert.Single(mocks.Calls).Args["rulePrefix"]);
        Assert.False(await Output.IsSecretAsync(rule));
    }

    [Fact]
    public async Task Invoke_SecretResult_IsSecret()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["rulePrefix"] = Output.CreateSecret("a") } };
        Output<Rule>? rule = null;
        await Run.UpdateAsync(mocks, () => rule = Deployment.Instance.Invoke<Rule>(Token, InvokeArgs.Empty));

        Assert.True(await Output.IsSecretAsync(rule!));
    }

    [Fact]
    public async Task Invoke_UnknownArgument_IsUnknownWithoutACall()
    {
        var (rule, mocks) = await InvokeAsync(() => Deployment.Instance.Invoke<Rule>(Token, Arguments(OutputUtilities.CreateUnknown("a"))));

        Assert.False(await OutputUtilities.GetIsKnownAsync(rule));
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task Invoke_ArgumentOfAResource_DependsOnIt()
    {
        Bucket? bucket = null;
        var (rule, _) = await InvokeAsync(() =>
        {
            bucket = new Bucket("one");
            return Deployment.Instance.Invoke<Rule>(Token, Arguments(bucket.Id));
        });

        Assert.Equal([bucket!], await OutputUtilities.GetDependenciesAsync(rule));
    }

    [Fact]
    public async Task Invoke_DependsOnAResourceWithoutId_IsUnknown()
    {
        var mocks = new RecordingMocks { Id = _ => null };
        Output<Rule>? rule = null;
        await Deployment.TestAsync(mocks, Run.Preview, () => rule = Deployment.Instance.Invoke<Rule>(
            Token, Arguments("a"), new InvokeOutputOptions { DependsOn = new Bucket("one") }));

        Assert.False(await OutputUtilities.GetIsKnownAsync(rule!));
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task Invoke_ParentHasAProvider_UsesIt()
    {
        var (_, mocks) = await InvokeAsync(() =>
        {
            var group = new Group("group", _ => { }, new() { Providers = { new Cloud("mine") } });
            return Deployment.Instance.Invoke<Rule>(Token, Arguments("a"), new InvokeOptions { Parent = group });
        });

        Assert.Equal(
            "urn:pulumi:dev::shop::pulumi:pulumi:Stack$pulumi:providers:cloud::mine::mine-id", Assert.Single(mocks.Calls).Provider);
    }

    [Fact]
    public async Task InvokeAsync_Result_IsConverted()
    {
        var prefix = "";
        await Deployment.TestAsync(new RecordingMocks(), Run.Update, async () =>
            prefix = (await Deployment.Instance.InvokeAsync<Rule>(Token, Arguments("a"))).Prefix);

        Assert.Equal("a", prefix);
    }

    [Fact]
    public async Task InvokeSingle_Result_IsTheOneValue()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["value"] = 5 } };
        Output<int>? value = null;
        await Run.UpdateAsync(mocks, () => value = Deployment.Instance.InvokeSingle<int>(Token, InvokeArgs.Empty));

        await OutputAssert.IsPlainAsync(5, value!);
    }

    [Fact]
    public async Task Invoke_MockThrows_FailsTheRun()
    {
        var mocks = new RecordingMocks { Result = args => throw new InvalidOperationException($"unknown function {args.Token}") };

        var exception = await Assert.ThrowsAsync<RunException>(
            () => Run.UpdateAsync(mocks, () => Deployment.Instance.Invoke<Rule>(Token, InvokeArgs.Empty)));

        Assert.Contains("unknown function cloud:storage:getRule", exception.Message, StringComparison.Ordinal);
    }

    private static DictionaryInvokeArgs Arguments(Input<string> prefix)
        => new(ImmutableDictionary<string, object?>.Empty.Add("rulePrefix", prefix.ToOutput()));

    private static async Task<(Output<Rule> Rule, RecordingMocks Mocks)> InvokeAsync(Func<Output<Rule>> invoke)
    {
        var mocks = new RecordingMocks();
        Output<Rule>? rule = null;
        await Run.UpdateAsync(mocks, () => rule = invoke());
        return (rule!, mocks);
    }
}
