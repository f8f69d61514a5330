using System.Reflection;
using Pulumi.Testing;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task TestAsync_Resources_AreInRegistrationOrderAfterTheStack()
    {
        var resources = await Deployment.TestAsync<TwoBuckets>(new RecordingMocks(), Run.Update);

        Assert.Equal(["shop-dev", "one", "two"], resources.Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task TestAsync_Callback_LeavesTheStackOut()
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), Run.Update, () => _ = new Bucket("one"));

        Assert.Equal(["one"], resources.Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task TestAsync_CallbackWithOutputs_GivesThemBack()
    {
        var (_, outputs) = await Deployment.TestAsync(
            new RecordingMocks(), Run.Update, () => new Dictionary<string, object?> { ["id"] = new Bucket("one").Id });

        await OutputAssert.IsPlainAsync("one-id", Assert.IsType<Output<string>>(outputs["id"]));
    }

    [Fact]
    public async Task TestAsync_AsyncCallback_IsAwaited()
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), Run.Update, async () =>
        {
            await Task.Yield();
            _ = new Bucket("one");
        });

        Assert.Single(resources);
    }

    [Fact]
    public async Task TestAsync_ConstructorThrowsRunException_HasExactlyItsMessage()
    {
        var exception = await Run.FailAsync(() => throw new RunException("Set platform:location."));

        Assert.Equal("Set platform:location.", exception.Message);
    }

    [Fact]
    public async Task TestAsync_ConstructorThrows_SaysThatTheProgramFailed()
    {
        var exception = await Run.FailAsync(() => throw new InvalidOperationException("no luck"));

        AssertUnhandled("System.InvalidOperationException: no luck", exception);
    }

    [Fact]
    public async Task TestAsync_MockThrows_SaysThatTheProgramFailed()
    {
        var mocks = new RecordingMocks { State = args => throw new InvalidOperationException($"no {args.Type}") };

        var exception =
            await Assert.ThrowsAsync<RunException>(() => Run.UpdateAsync(mocks, () => _ = new Bucket("one").Id.Apply(id => id)));

        AssertUnhandled("System.InvalidOperationException: no cloud:storage:Bucket", exception);
    }

    [Fact]
    public async Task TestAsync_ApplyThrows_SaysThatTheProgramFailed()
    {
        var exception = await Run.FailAsync(() => new Bucket("one").Id.Apply(string (_) => throw new InvalidOperationException("no luck")));

        AssertUnhandled("System.InvalidOperationException: no luck", exception);
    }

    [Fact]
    public async Task TestAsync_ResourceExceptionWithHiddenStack_HasExactlyItsMessage()
    {
        var exception = await Run.FailAsync(() => throw new ResourceException("no luck", null, hideStack: true));

        Assert.Equal("no luck", exception.Message);
    }

    [Fact]
    public async Task TestAsync_ErrorLogged_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => Log.Error("no luck"));

        Assert.Equal("no luck", exception.Message);
    }

    [Fact]
    public Task TestAsync_WarningLogged_DoesNotFailTheRun() => Run.UpdateAsync(() => Log.Warn("careful"));

    [Fact]
    public async Task TestAsync_ServiceProviderHasNoStack_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<RunException>(
            () => Deployment.TestWithServiceProviderAsync<TwoBuckets>(new RecordingMocks(), new Stacks(() => null!), Run.Update));

        AssertUnhandled(
            $"System.InvalidOperationException: Failed to resolve instance of type {typeof(TwoBuckets)} from service provider. "
            + "Register the type with the service provider before calling RunAsync.",
            exception);
    }

    [Fact]
    public async Task Instance_InsideARun_HasTheTestOptions()
    {
        DeploymentInstance? instance = null;
        var options = new TestOptions
        {
            ProjectName = "shop",
            StackName = "dev",
            OrganizationName = "acme",
            RootDirectory = "root",
            IsPreview = false,
        };
        await Deployment.TestAsync(new RecordingMocks(), options, () => instance = Deployment.Instance);

        Assert.Equal(
            ("shop", "dev", "acme", "root", false),
            (instance!.ProjectName, instance.StackName, instance.OrganizationName, instance.RootDirectory, instance.IsDryRun));
    }

    [Fact]
    public async Task Instance_InsideARunWithoutOptions_HasDefaults()
    {
        DeploymentInstance? instance = null;
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () => instance = Deployment.Instance);

        Assert.Equal(
            ("project", "stack", "organization", true),
            (instance!.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun));
    }

    [Fact]
    public void Instance_OutsideARun_Throws()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Deployment.Instance);

        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", exception.Message);
    }

    [Fact]
    public async Task TestAsync_RunsAtTheSameTime_DoNotSeeEachOther()
    {
        var runs = Enumerable.Range(0, 8).Select(number => Deployment.TestAsync(
            new RecordingMocks(), new TestOptions { StackName = $"stack{number}" }, () => _ = new Bucket(Deployment.Instance.StackName)));

        var resources = await Task.WhenAll(runs);

        Assert.Equal(Enumerable.Range(0, 8).Select(number => $"stack{number}"), resources.Select(each => each.Single().GetResourceName()));
    }

    [Fact]
    public async Task Constructor_EmptyName_FailsTheRun()
    {
        var exception = await Run.FailAsync(() => _ = new Bucket(""));

        AssertUnhandled("System.ArgumentException: 'name' cannot be null or empty. (Parameter 'name')", exception);
    }

    private static void AssertUnhandled(string expected, RunException exception)
    {
        var location = Assembly.GetEntryAssembly()?.Location;
        Assert.Equal($"Running program '{location}' failed with an unhandled exception:", exception.Message.Split('\n')[0]);
        Assert.Equal(expected, exception.Message.Split('\n')[1].TrimEnd('\r'));
    }

    private sealed class TwoBuckets : Stack
    {
        public TwoBuckets()
        {
            var one = new Bucket("one");
            _ = new Bucket("two", new BucketArgs { Region = one.Id });
        }
    }
}
