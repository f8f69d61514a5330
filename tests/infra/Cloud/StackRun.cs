using System.Text.Json;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Infra.Tests.Cloud;

/// <summary>One evaluation of the whole program, with the settings of a stack file and changes to them.</summary>
internal sealed class StackRun
{
    private readonly RecordingCloud _cloud;

    private StackRun(RecordingCloud cloud) => _cloud = cloud;

    public IReadOnlyList<Declared> Resources { get; private set; } = [];

    public IEnumerable<Declared> Custom => Resources.Where(resource => resource.IsCustom);

    public Declared One(string kind, string? name = null) =>
        Assert.Single(Custom, resource => resource.Kind == kind && (name is null || resource.Name == name));

    public IEnumerable<Declared> All(string kind) => Custom.Where(resource => resource.Kind == kind);

    public IReadOnlyDictionary<string, Output<object?>> Outputs => _cloud.StackOutputs;

    public static async Task<StackRun> OfAsync(string stack, params (string Key, string Value)[] changes)
    {
        var run = new StackRun(new());
        try
        {
            await run.EvaluateAsync(stack, changes);
        }
        finally
        {
            run.Resources = run._cloud.Declared();
        }
        return run;
    }

    /// <summary>What a program declares before it fails.</summary>
    public static Task<(Exception Failure, IReadOnlyList<Declared> Resources)> FailAsync(
        string stack, params (string Key, string Value)[] changes) =>
        FailAsync(new(), stack, changes);

    public static async Task<(Exception Failure, IReadOnlyList<Declared> Resources)> FailAsync(
        RecordingCloud cloud, string stack, params (string Key, string Value)[] changes)
    {
        var run = new StackRun(cloud);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => run.EvaluateAsync(stack, changes));
        return (failure, run._cloud.Declared());
    }

    private async Task EvaluateAsync(string stack, (string Key, string Value)[] changes)
    {
        var values = StackFiles.Values(stack);
        // Billing has tests of its own, which turn it on: to all others it is a second database, deployment and so on
        values["platform:billingEnabled"] = "false";
        foreach (var (key, value) in changes)
            values[$"platform:{key}"] = value;
        var before = Environment.GetEnvironmentVariable("PULUMI_CONFIG");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(values));
        try
        {
            await Deployment.TestWithServiceProviderAsync<PlatformStack>(
                _cloud,
                new Creator(() => new PlatformStack(new StackOptions { ResourceTransformations = { _cloud.Record } })),
                new TestOptions { ProjectName = "platform", StackName = stack, RootDirectory = StackFiles.Root, IsPreview = false });
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", before);
        }
    }

    private sealed class Creator(Func<PlatformStack> create) : IServiceProvider
    {
        public object? GetService(Type serviceType) => create();
    }
}
