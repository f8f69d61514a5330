using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class OutputTests
{
    [Fact]
    public Task Apply_PlainValue_RunsTheCallback() => OutputAssert.IsPlainAsync(6, Output.Create(5).Apply(value => value + 1));

    [Fact]
    public Task Apply_TaskResult_IsAwaited() => OutputAssert.IsPlainAsync(6, Output.Create(5).Apply(value => Task.FromResult(value + 1)));

    [Fact]
    public Task Apply_Secret_StaysSecret() => OutputAssert.IsSecretAsync(6, Output.CreateSecret(5).Apply(value => value + 1));

    [Fact]
    public async Task Apply_Unknown_DoesNotRunTheCallback()
    {
        var ran = false;

        await OutputAssert.IsUnknownAsync(OutputUtilities.CreateUnknown(5).Apply(value => ran = true));

        Assert.False(ran);
    }

    [Fact]
    public Task Apply_SecretUnknown_IsBoth()
        => OutputAssert.IsUnknownAsync(Output.CreateSecret(OutputUtilities.CreateUnknown(5)).Apply(value => value + 1), secret: true);

    [Fact]
    public Task Apply_CallbackReturnsSecret_IsSecret()
        => OutputAssert.IsSecretAsync("b", Output.Create("a").Apply(_ => Output.CreateSecret("b")));

    [Fact]
    public Task Apply_CallbackReturnsUnknown_IsUnknown()
        => OutputAssert.IsUnknownAsync(Output.Create("a").Apply(_ => OutputUtilities.CreateUnknown("b")));

    [Fact]
    public Task Apply_CallbackReturnsNull_IsDefault()
        => OutputAssert.IsPlainAsync(null, Output.Create("a").Apply(string? (_) => null));

    [Fact]
    public async Task Apply_CallbackThrows_FailsWithThatException()
    {
        var output = Output.Create(1).Apply(int (_) => throw new InvalidOperationException("no luck"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => OutputUtilities.GetValueAsync(output));
        Assert.Equal("no luck", exception.Message);
    }

    [Fact]
    public Task All_Values_KeepTheirOrder()
        => OutputAssert.HasElementsAsync(["a", "b", "c"], Output.All(Output.Create("a"), Output.Create("b"), Output.Create("c")));

    [Fact]
    public async Task All_OneSecret_IsSecret() => Assert.True(await Output.IsSecretAsync(Output.All<int>(1, Output.CreateSecret(2))));

    [Fact]
    public async Task All_OneUnknown_IsUnknown()
        => Assert.False(await OutputUtilities.GetIsKnownAsync(Output.All<int>(1, OutputUtilities.CreateUnknown(2))));

    [Fact]
    public Task Tuple_Values_AreCombined() => OutputAssert.IsPlainAsync(("a", 2), Output.Tuple(Output.Create("a"), Output.Create(2)));

    [Fact]
    public Task Tuple_LastOfEightSecret_IsSecret() => OutputAssert.IsSecretAsync(
        (1, 2, 3, 4, 5, 6, 7, 8),
        Output.Tuple<int, int, int, int, int, int, int, int>(1, 2, 3, 4, 5, 6, 7, Output.CreateSecret(8)));

    [Fact]
    public async Task Tuple_OneUnknown_IsUnknown()
        => Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Tuple(Output.Create(1), OutputUtilities.CreateUnknown("a"))));

    [Fact]
    public Task Format_PlainValuesAndOutputs_AreInterpolated()
        => OutputAssert.IsPlainAsync("a-b-3", Output.Format($"a-{Output.Create("b")}-{3}"));

    [Fact]
    public Task Format_Input_IsInterpolated()
    {
        Input<string> input = "b";
        return OutputAssert.IsPlainAsync("a-b", Output.Format($"a-{input}"));
    }

    [Fact]
    public Task Format_Number_IsInvariant() => OutputAssert.IsPlainAsync("1.5", Output.Format($"{Output.Create(1.5)}"));

    [Fact]
    public Task Format_Secret_IsSecret() => OutputAssert.IsSecretAsync("key=abc", Output.Format($"key={Output.CreateSecret("abc")}"));

    [Fact]
    public Task Format_Unknown_IsUnknown() => OutputAssert.IsUnknownAsync(Output.Format($"key={OutputUtilities.CreateUnknown("abc")}"));

    [Fact]
    public Task Unsecret_Secret_IsPlain() => OutputAssert.IsPlainAsync(5, Output.Unsecret(Output.CreateSecret(5)));

    [Fact]
    public Task CreateUnknown_Factory_IsNotCalled()
        => OutputAssert.IsUnknownAsync(OutputUtilities.CreateUnknown<int>(() => throw new InvalidOperationException("called")));

    [Fact]
    public async Task WithDependency_Resource_IsKeptThroughApplyAllAndFormat()
    {
        var seen = ImmutableHashSet<Resource>.Empty;
        Bucket? bucket = null;
        await Run.UpdateAsync(() =>
        {
            bucket = new Bucket("one");
            var output = OutputUtilities.WithDependency(Output.Create("a"), bucket);
            var all = Output.All<string>(Output.Format($"{output.Apply(value => value + "b")}"), "c");
            _ = all.Apply(async values => seen = await OutputUtilities.GetDependenciesAsync(all));
        });

        Assert.Equal([bucket!], seen);
    }

    [Fact]
    public async Task DeferredOutput_Resolved_IsThatOutput()
    {
        var deferred = new DeferredOutput<int>();
        var sum = deferred.Output.Apply(value => value + 1);

        deferred.Resolve(Output.CreateSecret(1));

        await OutputAssert.IsSecretAsync(2, sum);
    }

    [Fact]
    public void DeferredOutput_ResolvedTwice_Throws()
    {
        var deferred = new DeferredOutput<int>();
        deferred.Resolve(Output.Create(1));

        var exception = Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create(2)));

        Assert.Equal("DeferredOutput can only be resolved once.", exception.Message);
    }

    [Fact]
    public Task GetAt_Index_IsThatElement()
        => OutputAssert.IsPlainAsync("b", Output.Create(ImmutableArray.Create("a", "b")).GetAt(Output.Create(1)));

    [Fact]
    public async Task First_AndLength_OfAnArray()
    {
        var array = Output.Create(ImmutableArray.Create("a", "b"));

        await OutputAssert.IsPlainAsync("a", array.First());
        await OutputAssert.IsPlainAsync(2, array.Length());
    }

    [Fact]
    public async Task ToString_InsideAProgram_ExplainsItself()
    {
        var text = "";
        await Run.UpdateAsync(() => text = Output.Create(1).ToString());

        Assert.StartsWith("Calling [ToString] on an [Output<T>] is not supported.", text, StringComparison.Ordinal);
    }
}
