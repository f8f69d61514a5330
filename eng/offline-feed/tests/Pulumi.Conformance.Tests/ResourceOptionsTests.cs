using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class ResourceOptionsTests
{
    [Fact]
    public void Merge_SingleValues_TakesTheSecondWhereItIsSet()
    {
        var merged = CustomResourceOptions.Merge(
            new() { Protect = true, Version = "1", RetainOnDelete = true, DeleteBeforeReplace = false },
            new() { Version = "2", DeleteBeforeReplace = true, ImportId = "id" });

        Assert.Equal((true, "2", true, true, "id"),
            (merged.Protect, merged.Version, merged.RetainOnDelete, merged.DeleteBeforeReplace, merged.ImportId));
    }

    [Fact]
    public async Task Merge_Lists_AreAppended()
    {
        var merged = CustomResourceOptions.Merge(
            new()
            {
                IgnoreChanges = { "a" },
                ReplaceOnChanges = { "x" },
                AdditionalSecretOutputs = { "p" },
                Aliases = { new Alias { Name = "old" } },
            },
            new()
            {
                IgnoreChanges = { "b" },
                ReplaceOnChanges = { "y" },
                AdditionalSecretOutputs = { "q" },
                Aliases = { new Alias { Name = "older" } },
            });

        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["x", "y"], merged.ReplaceOnChanges);
        Assert.Equal(["p", "q"], merged.AdditionalSecretOutputs);
        var names = merged.Aliases.Select(async alias =>
            await OutputUtilities.GetValueAsync((await OutputUtilities.GetValueAsync(alias.ToOutput())).Name!.ToOutput()));
        Assert.Equal(["old", "older"], await Task.WhenAll(names));
    }

    [Fact]
    public void Merge_LeavesItsArgumentsAlone()
    {
        var first = new CustomResourceOptions { IgnoreChanges = { "a" } };

        CustomResourceOptions.Merge(first, new() { IgnoreChanges = { "b" } });

        Assert.Equal(["a"], first.IgnoreChanges);
    }

    [Fact]
    public void Merge_Nulls_AreEmpty()
    {
        var merged = ComponentResourceOptions.Merge(null, null);

        Assert.Null(merged.Protect);
        Assert.Empty(merged.Providers);
    }

    [Fact]
    public async Task Merge_DependsOn_HasBoth()
    {
        var dependencies = ImmutableArray<Resource>.Empty;
        Bucket? one = null, two = null;
        await Run.UpdateAsync(() =>
        {
            (one, two) = (new Bucket("one"), new Bucket("two"));
            var merged = CustomResourceOptions.Merge(new() { DependsOn = one }, new() { DependsOn = { two } });
            _ = merged.DependsOn.Apply(all => dependencies = all);
        });

        Assert.Equal<Resource>([one!, two!], dependencies.AsEnumerable());
    }

    [Fact]
    public async Task Merge_ProvidersOfOnePackage_TakesTheSecond()
    {
        var merged = new List<string>();
        await Run.UpdateAsync(() =>
        {
            var options = ComponentResourceOptions.Merge(
                new() { Providers = { new Cloud("one"), new ProviderResource("other", "three", ResourceArgs.Empty, null) } },
                new() { Providers = { new Cloud("two") } });
            merged.AddRange(options.Providers.Select(provider => provider.GetResourceName()));
        });

        Assert.Equal(["three", "two"], merged);
    }

    [Fact]
    public async Task Constructor_ProviderAndProviders_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Group("group", _ => { }, new ComponentResourceOptions
        {
            Provider = new Cloud("one"),
            Providers = { new Cloud("two") },
        }));

        Assert.Contains(
            "Do not supply both 'provider' and 'providers' options to a ComponentResource.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_UrnAndName_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Bucket("one", null, new CustomResourceOptions
        {
            Aliases = { new Alias { Urn = "urn:pulumi:dev::shop::cloud:storage:Bucket::old", Name = "old" } },
        }));

        Assert.Contains("Alias should not specify both Urn and Name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_TwoParents_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Bucket("one", null, new CustomResourceOptions
        {
            Aliases = { new Alias { NoParent = true, ParentUrn = "urn:pulumi:dev::shop::shop:index:Group::old" } },
        }));

        Assert.Contains(
            "Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UrnCreate_WithParent_HasBothTypes()
    {
        Output<string>? urn = null;
        await Run.UpdateAsync(() => urn = Urn.Create("one", Bucket.Token, parentUrn: "urn:pulumi:dev::shop::shop:index:Group::group"));

        await OutputAssert.IsPlainAsync("urn:pulumi:dev::shop::shop:index:Group$cloud:storage:Bucket::one", urn!);
    }
}
