namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class TransformationTests
{
    [Fact]
    public async Task Transformation_OfAStack_SeesEveryResourceWithItsParent()
    {
        var seen = new List<string>();
        await Deployment.TestWithServiceProviderAsync<NestedStack>(new RecordingMocks(), new Stacks(() => new NestedStack(args =>
        {
            seen.Add($"{args.Options.Parent?.GetResourceName() ?? "-"} > {args.Resource.GetResourceName()}");
            return null;
        })), Run.Update);

        Assert.Equal(["- > shop-dev", "- > outer", "outer > inner", "inner > bucket", "- > top"], seen);
    }

    [Fact]
    public async Task Transformation_Order_IsOwnThenParentsOutwards()
    {
        var seen = new List<string>();
        await Run.UpdateAsync(() => _ = new Group(
            "outer",
            outer => _ = new Group(
                "inner",
                inner => _ = new Bucket("bucket", null, new() { Parent = inner, ResourceTransformations = { Note("own") } }),
                new() { Parent = outer, ResourceTransformations = { Note("inner") } }),
            new() { ResourceTransformations = { Note("outer") } }));

        Assert.Equal(["own", "inner", "outer"], seen);

        ResourceTransformation Note(string name) => args =>
        {
            if (args.Resource is Bucket)
                seen.Add(name);
            return null;
        };
    }

    [Fact]
    public async Task Transformation_ReplacesArguments_TheMockGetsThem()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Bucket("one", new BucketArgs { Region = "north" }, new()
        {
            ResourceTransformations = { args => new ResourceTransformationResult(new BucketArgs { Region = "south" }, args.Options) },
        }));

        Assert.Equal("south", mocks.Resources["one"].Inputs["region"]);
    }

    [Fact]
    public async Task Transformation_ReplacesOptions_TheyApply()
    {
        var mocks = await Run.UpdateAsync(() =>
        {
            var provider = new Cloud("provider");
            _ = new Bucket("one", null, new()
            {
                ResourceTransformations =
                {
                    args => new ResourceTransformationResult(
                        args.Args, CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Provider = provider })),
                },
            });
        });

        Assert.Equal(
            "urn:pulumi:dev::shop::pulumi:pulumi:Stack$pulumi:providers:cloud::provider::provider-id", mocks.Resources["one"].Provider);
    }

    [Fact]
    public async Task Transformation_ChangesTheParent_FailsTheRun()
    {
        var exception = await Run.FailAsync(() =>
        {
            var group = new Group("group", _ => { });
            _ = new Bucket("one", null, new()
            {
                ResourceTransformations =
                    { args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = group }) },
            });
        });

        Assert.Contains(
            "Transformations cannot currently be used to change the 'parent' of a resource.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformation_WhatItPutsIntoAnAsyncLocal_ReachesTheMockOfThatResource()
    {
        var current = new AsyncLocal<string>();
        var pairs = new List<string>();
        var mocks = new RecordingMocks
        {
            State = args =>
            {
                pairs.Add($"{args.Name} {current.Value}");
                return args.Inputs;
            },
        };
        await Deployment.TestWithServiceProviderAsync<NestedStack>(mocks, new Stacks(() => new NestedStack(args =>
        {
            current.Value = args.Resource.GetResourceName();
            return null;
        })), Run.Update);

        Assert.Equal(["bucket bucket", "inner inner", "outer outer", "top top"], pairs.Order());
    }

    private sealed class NestedStack : Stack
    {
        public NestedStack(ResourceTransformation transformation)
            : base(new StackOptions { ResourceTransformations = { transformation } })
        {
            Bucket? bucket = null;
            _ = new Group("outer", outer => _ = new Group(
                "inner",
                inner => bucket = new Bucket("bucket", null, new() { Parent = inner }),
                new() { Parent = outer }));
            _ = new Bucket("top", new BucketArgs { Region = bucket!.Id });
        }
    }
}
