namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class StackReferenceTests
{
    [Fact]
    public async Task GetOutput_PlainOutputBesideASecret_IsPlain()
    {
        var reference = await ReferenceAsync();

        await OutputAssert.IsPlainAsync("here", reference.GetOutput("address"));
        await OutputAssert.IsSecretAsync("abc", reference.GetOutput("password"));
        await OutputAssert.IsPlainAsync(null, reference.GetOutput("other"));
    }

    [Fact]
    public async Task GetOutputDetails_Secret_IsInItsProperty()
    {
        var details = await (await ReferenceAsync()).GetOutputDetailsAsync("password");

        Assert.Equal((null, "abc"), (details.Value, details.SecretValue));
    }

    [Fact]
    public async Task RequireOutput_Missing_FailsTheRunNamingIt()
    {
        var exception = await Assert.ThrowsAsync<RunException>(
            () => Run.UpdateAsync(Mocks(), () => new StackReference("acme/net/dev").RequireOutput("other")));

        Assert.Contains("Required output 'other' does not exist on stack 'acme/net/dev'.", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<StackReference> ReferenceAsync()
    {
        StackReference? reference = null;
        await Run.UpdateAsync(Mocks(), () => reference = new StackReference("acme/net/dev"));
        return reference!;
    }

    private static RecordingMocks Mocks() => new()
    {
        State = args => args.Inputs
            .Add("outputs", new Dictionary<string, object> { ["address"] = "here", ["password"] = Output.CreateSecret("abc") })
            .Add("secretOutputNames", new[] { "password" }),
    };
}
