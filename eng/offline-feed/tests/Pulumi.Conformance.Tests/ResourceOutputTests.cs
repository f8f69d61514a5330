using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class ResourceOutputTests
{
    [Fact]
    public async Task Id_AndUrn_ComeFromTheRegistration()
    {
        var bucket = await BucketAsync(new());

        await OutputAssert.IsPlainAsync("one-id", bucket.Id);
        await OutputAssert.IsPlainAsync("urn:pulumi:dev::shop::pulumi:pulumi:Stack$cloud:storage:Bucket::one", bucket.Urn);
    }

    [Fact]
    public async Task Outputs_Primitives_AreConverted()
    {
        var bucket = await BucketAsync(new() { ["region"] = "north", ["size"] = 3 });

        await OutputAssert.IsPlainAsync("north", bucket.Region);
        await OutputAssert.IsPlainAsync(3, bucket.Size);
    }

    [Fact]
    public async Task Outputs_Nested_AreBuiltByTheirConstructors()
    {
        var rule = new Dictionary<string, object> { ["rulePrefix"] = "a", ["days"] = 2 };
        var bucket = await BucketAsync(new() { ["rule"] = rule, ["rules"] = new[] { rule } });

        var one = (await OutputUtilities.GetValueAsync(bucket.Rule))!;
        Assert.Equal(("a", 2), (one.Prefix, one.Days));
        Assert.Equal("a", Assert.Single(await OutputUtilities.GetValueAsync(bucket.Rules)).Prefix);
    }

    [Fact]
    public async Task Outputs_EnumsUnionsAndMaps_AreConverted()
    {
        var bucket = await BucketAsync(new()
        {
            ["tier"] = "very-cold",
            ["owner"] = new Dictionary<string, object> { ["rulePrefix"] = "a" },
            ["tags"] = new Dictionary<string, object> { ["k"] = "v" },
        });

        await OutputAssert.IsPlainAsync(Tier.VeryCold, bucket.Tier);
        Assert.Equal("a", (await OutputUtilities.GetValueAsync(bucket.Owner)).AsT1.Prefix);
        Assert.Equal("v", (await OutputUtilities.GetValueAsync(bucket.Tags))!["k"]);
    }

    [Fact]
    public async Task Outputs_OfWrongType_AreDefaultsAndDoNotFailTheRun()
    {
        var bucket = await BucketAsync(new() { ["region"] = 5, ["size"] = "many", ["rules"] = "none" });

        await OutputAssert.IsPlainAsync(null!, bucket.Region);
        await OutputAssert.IsPlainAsync(null, bucket.Size);
        Assert.True((await OutputUtilities.GetValueAsync(bucket.Rules)).IsDefault);
    }

    [Fact]
    public async Task Outputs_Secret_AreSecretWholly()
    {
        var bucket = await BucketAsync(new()
        {
            ["region"] = Output.CreateSecret("north"),
            ["tags"] = new Dictionary<string, object> { ["a"] = "b", ["k"] = Output.CreateSecret("v") },
            ["size"] = 1,
        });

        await OutputAssert.IsSecretAsync("north", bucket.Region);
        Assert.True(await Output.IsSecretAsync(bucket.Tags));
        await OutputAssert.IsPlainAsync(1, bucket.Size);
    }

    [Fact]
    public async Task Outputs_NotAnswered_AreDefaultsInAnUpdate()
    {
        var bucket = await BucketAsync(new());

        await OutputAssert.IsPlainAsync(null!, bucket.Region);
    }

    [Fact]
    public async Task Outputs_NotAnswered_AreUnknownInAPreview()
    {
        Bucket? bucket = null;
        var mocks = new RecordingMocks { Id = _ => null, State = _ => new Dictionary<string, object> { ["size"] = 1 } };
        await Deployment.TestAsync(mocks, Run.Preview, () => bucket = new Bucket("one"));

        await OutputAssert.IsUnknownAsync(bucket!.Region);
        await OutputAssert.IsUnknownAsync(bucket.Id);
        await OutputAssert.IsPlainAsync(1, bucket.Size);
    }

    [Fact]
    public async Task Outputs_DependOnTheirResource()
    {
        var bucket = await BucketAsync(new() { ["region"] = "north" });

        Assert.Equal([bucket], await OutputUtilities.GetDependenciesAsync(bucket.Region.Apply(region => region + "!")));
    }

    [Fact]
    public async Task Output_OfAnUnsupportedType_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Odd());

        Assert.Contains(
            "[Output] Platform.OfflineFeed.Conformance.Tests.ResourceOutputTests+Odd.When contains invalid type System.DateTimeOffset. "
            + "Allowed types are:",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithId_ReadsTheResource()
    {
        Bucket? bucket = null;
        var mocks = new RecordingMocks { State = _ => new Dictionary<string, object> { ["region"] = "north" } };
        await Run.UpdateAsync(mocks, () => bucket = new Bucket("one", null, new CustomResourceOptions { Id = "existing" }));

        Assert.Equal("existing", mocks.Resources["one"].Id);
        await OutputAssert.IsPlainAsync("existing", bucket!.Id);
        await OutputAssert.IsPlainAsync("north", bucket.Region);
    }

    private static async Task<Bucket> BucketAsync(Dictionary<string, object> state)
    {
        Bucket? bucket = null;
        await Run.UpdateAsync(new RecordingMocks { State = _ => state }, () => bucket = new Bucket("one"));
        return bucket!;
    }

    private sealed class Odd() : CustomResource("cloud:storage:Odd", "odd", null, null)
    {
        [Output("when")]
        public Output<DateTimeOffset> When { get; private set; } = null!;
    }
}
