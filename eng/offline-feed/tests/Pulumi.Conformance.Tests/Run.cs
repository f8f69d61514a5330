using Pulumi.Testing;

namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>Runs of small programs.</summary>
internal static class Run
{
    public static TestOptions Update { get; } = new() { ProjectName = "shop", StackName = "dev", IsPreview = false };

    public static TestOptions Preview { get; } = new() { ProjectName = "shop", StackName = "dev", IsPreview = true };

    public static async Task<RecordingMocks> UpdateAsync(Action program)
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync(mocks, Update, program);
        return mocks;
    }

    public static Task<ImmutableArray<Resource>> UpdateAsync(RecordingMocks mocks, Action program)
        => Deployment.TestAsync(mocks, Update, program);

    /// <summary>The error of a run that must fail.</summary>
    public static Task<RunException> FailAsync(Action program)
        => Assert.ThrowsAsync<RunException>(() => UpdateAsync(program));
}
