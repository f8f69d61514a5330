namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class StackOutputTests
{
    private const string StackUrn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

    [Fact]
    public async Task Outputs_OfTheStack_AreRegisteredByTheirNames()
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync<GoodStack>(mocks, Run.Update);

        var outputs = mocks.Outputs[StackUrn];
        Assert.Equal(["Bucket", "secret"], outputs.Keys.Order());
        await OutputAssert.IsPlainAsync("one-id", outputs["Bucket"]);
        await OutputAssert.IsSecretAsync("abc", outputs["secret"]);
    }

    [Fact]
    public async Task Outputs_NotAssigned_FailTheRunNamingThem()
    {
        var exception =
            await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ForgetfulStack>(new RecordingMocks(), Run.Update));

        Assert.Equal(
            "Output(s) 'address, Port' have no value assigned. "
            + "[Output] attributed properties must be assigned inside Stack constructor.",
            exception.Message);
    }

    [Fact]
    public async Task Outputs_NotOutputs_FailTheRunNamingThem()
    {
        var exception = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<PlainStack>(new RecordingMocks(), Run.Update));

        Assert.Equal(
            "Output(s) 'Address' have incorrect type. [Output] attributed properties must be instances of Output<T>.", exception.Message);
    }

    private sealed class GoodStack : Stack
    {
        public GoodStack()
        {
            Bucket = new Bucket("one").Id;
            Secret = Output.CreateSecret("abc");
        }

        [Output]
        public Output<string> Bucket { get; private set; }

        [Output("secret")]
        public Output<string> Secret { get; private set; }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output("address")]
        public Output<string> Address { get; private set; } = null!;

        [Output]
        public Output<int> Port { get; private set; } = null!;
    }

    private sealed class PlainStack : Stack
    {
        [Output]
        public string Address { get; private set; } = "here";
    }
}
