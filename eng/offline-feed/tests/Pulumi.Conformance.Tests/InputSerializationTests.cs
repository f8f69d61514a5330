using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class InputSerializationTests
{
    [Fact]
    public async Task Arguments_Primitives_HaveWireNamesAndDoubles()
    {
        var inputs = await InputsAsync(new BucketArgs { Region = "north", Size = 3, Ratio = 0.5, Public = false });

        Assert.Equal(["public", "ratio", "region", "size"], inputs.Keys.Order());
        Assert.Equal("north", inputs["region"]);
        Assert.Equal(3.0, inputs["size"]);
        Assert.Equal(0.5, inputs["ratio"]);
        Assert.Equal(false, inputs["public"]);
    }

    [Fact]
    public async Task Arguments_NotSet_AreAbsent()
    {
        var inputs = await InputsAsync(new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("region", null)));

        Assert.Empty(inputs);
    }

    [Fact]
    public async Task Arguments_Enums_AreTheirWireValues()
    {
        var inputs = await InputsAsync(new BucketArgs { Tier = Tier.VeryCold, Level = Level.High });

        Assert.Equal("very-cold", inputs["tier"]);
        Assert.Equal(3.0, inputs["level"]);
    }

    [Fact]
    public async Task Arguments_Nested_AreMapsAndLists()
    {
        var inputs = await InputsAsync(new BucketArgs
        {
            Rule = new RuleArgs { Prefix = Output.Create("a") },
            Rules = { new RuleArgs { Prefix = "b", Days = 1 } },
            Tags = { ["k"] = "v" },
        });

        Assert.Equal("a", Map(inputs["rule"])["rulePrefix"]);
        var rule = Map(Assert.Single(Assert.IsType<ImmutableArray<object>>(inputs["rules"])));
        Assert.Equal(("b", 1.0), (rule["rulePrefix"], rule["days"]));
        Assert.Equal("v", Map(inputs["tags"])["k"]);
    }

    [Fact]
    public async Task Arguments_Secrets_AreUnwrapped()
    {
        var inputs = await InputsAsync(new BucketArgs
        {
            Region = Output.CreateSecret("north"),
            Tags = { ["key"] = Output.CreateSecret("abc"), ["plain"] = "def" },
        });

        Assert.Equal("north", inputs["region"]);
        Assert.Equal(("abc", "def"), (Map(inputs["tags"])["key"], Map(inputs["tags"])["plain"]));
    }

    [Fact]
    public async Task Arguments_Unknown_AreAbsentWithAllThatHoldsThem()
    {
        var inputs = await InputsAsync(new BucketArgs
        {
            Region = OutputUtilities.CreateUnknown("north"),
            Tags = { ["a"] = OutputUtilities.CreateUnknown("b"), ["c"] = "d" },
            Size = 1,
        });

        Assert.Equal(["size"], inputs.Keys);
    }

    [Fact]
    public async Task Arguments_Asset_ArrivesAsAsset()
    {
        var text = await InputsAsync(new BucketArgs { Content = new StringAsset("hello") });
        var archive = await InputsAsync(new BucketArgs
        {
            Content = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a.txt"] = new FileAsset("a.txt") }),
        });

        Assert.IsType<StringAsset>(text["content"]);
        Assert.IsType<AssetArchive>(archive["content"]);
    }

    [Fact]
    public async Task Arguments_Json_ArePlainValues()
    {
        var inputs = await InputsAsync(new BucketArgs { Policy = """{"allow":["*"],"depth":2,"none":null}""" });

        var policy = Map(inputs["policy"]);
        Assert.Equal("*", Assert.Single(Assert.IsType<ImmutableArray<object>>(policy["allow"])));
        Assert.Equal(2.0, policy["depth"]);
    }

    [Fact]
    public async Task Arguments_MarkedAsJson_AreItsText()
    {
        var inputs = await InputsAsync(new BucketArgs { Settings = new RuleArgs { Prefix = "a", Days = 3 } });

        Assert.Equal("""{ "days": 3, "rulePrefix": "a" }""", inputs["settings"]);
    }

    [Fact]
    public async Task Arguments_Resource_ArrivesWithItsUrn()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Bucket("two", new BucketArgs { Source = new Bucket("one") }));

        var source = Assert.IsAssignableFrom<Resource>(mocks.Resources["two"].Inputs["source"]);
        Assert.Equal(
            "urn:pulumi:dev::shop::pulumi:pulumi:Stack$cloud:storage:Bucket::one", await OutputUtilities.GetValueAsync(source.Urn));
    }

    [Fact]
    public async Task Arguments_RequiredButMissing_FailTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Bucket("one", new BucketArgs { Rule = new RuleArgs() }));

        Assert.Contains(
            "[Input] Platform.OfflineFeed.Conformance.Tests.RuleArgs.Prefix is required but was not given a value",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_OfAnUnsupportedType_FailTheRunNamingThem()
    {
        var exception = await Run.FailAsync(() => _ = new Bucket("one", new BucketArgs { Anything = DateTimeOffset.UnixEpoch }));

        Assert.Contains(
            "error serializing property \"anything\": System.DateTimeOffset is not a supported argument type.\n"
            + "\tresource:one[cloud:storage:Bucket].anything",
            exception.Message,
            StringComparison.Ordinal);
    }

    private static async Task<ImmutableDictionary<string, object>> InputsAsync(ResourceArgs args)
    {
        var mocks = new RecordingMocks { State = _ => new Dictionary<string, object>() };
        await Run.UpdateAsync(mocks, () => _ = new CustomResource(Bucket.Token, "one", args, null));
        return mocks.Resources["one"].Inputs;
    }

    private static ImmutableDictionary<string, object> Map(object value) => Assert.IsType<ImmutableDictionary<string, object>>(value);
}
