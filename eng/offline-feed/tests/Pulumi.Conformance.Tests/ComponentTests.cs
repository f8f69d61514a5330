namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class ComponentTests
{
    [Fact]
    public async Task Component_Registered_IsAskedOfTheMockWithoutInputs()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Group("group", _ => { }));

        Assert.Equal("shop:index:Group", mocks.Resources["group"].Type);
        Assert.Empty(mocks.Resources["group"].Inputs);
    }

    [Fact]
    public async Task Component_OwnOutputs_AreRegistered()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Group("group", group => group.Size = Output.CreateSecret(3)));

        await OutputAssert.IsSecretAsync(3.0, mocks.Outputs["urn:pulumi:dev::shop::pulumi:pulumi:Stack$shop:index:Group::group"]["size"]);
    }

    [Fact]
    public async Task Component_OwnOutputs_KeepWhatItGaveThem()
    {
        Group? group = null;
        await Run.UpdateAsync(
            new RecordingMocks { State = _ => new Dictionary<string, object> { ["size"] = 99 } },
            () => group = new Group("group", _ => { }));

        await OutputAssert.IsPlainAsync(7, group!.Size);
    }

    private static RecordingMocks InOrder(List<string> order) => new()
    {
        Id = args =>
        {
            order.Add(args.Name!);
            return $"{args.Name}-id";
        },
    };

    [Fact]
    public async Task DependsOn_Component_WaitsForTheResourcesInside()
    {
        var order = new List<string>();
        var gate = new TaskCompletionSource<string>();
        await Run.UpdateAsync(InOrder(order), () =>
        {
            var group = new Group("group", group => _ = new Bucket(
                "inside", new BucketArgs { Region = Output.Create(gate.Task) }, new() { Parent = group }));
            _ = new Bucket("after", null, new() { DependsOn = group });
            gate.SetResult("north");
        });

        Assert.Equal(["group", "inside", "after"], order);
    }

    [Fact]
    public async Task DependsOn_Resource_WaitsForIt()
    {
        var order = new List<string>();
        var gate = new TaskCompletionSource<string>();
        await Run.UpdateAsync(InOrder(order), () =>
        {
            var first = new Bucket("first", new BucketArgs { Region = Output.Create(gate.Task) });
            _ = new Bucket("second", null, new() { DependsOn = { first } });
            gate.SetResult("north");
        });

        Assert.Equal(["first", "second"], order);
    }
}
