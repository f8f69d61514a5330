using Platform.Infra;
using Platform.Infra.Settings;
using Platform.Review.Cloud;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Review.Plans;

/// <summary>Evaluates a stack's program in process, without the CLI, the cloud or credentials, and writes down what it asks for.</summary>
internal static class PlanRecorder
{
    /// <param name="root">The repository's folder.</param>
    /// <exception cref="ReviewException">The settings are invalid, or the program failed; the message is for the user as it is.</exception>
    /// <param name="sources">Whether to find out where the program declares each resource.</param>
    public static Task<Plan> RecordAsync(
        string root, StackConfiguration configuration, CancellationToken cancellationToken, bool sources = false)
        => RecordAsync(root, configuration, options => new PlatformStack(options), cancellationToken, sources: sources ? new SourceFinder(root) : null);

    /// <summary>Evaluates several stacks at once; the plans are in the order of the stacks.</summary>
    /// <inheritdoc cref="RecordAsync(string, StackConfiguration, CancellationToken, bool)"/>
    public static Task<Plan[]> RecordAllAsync(
        string root, IEnumerable<StackConfiguration> configurations, CancellationToken cancellationToken)
        => Task.WhenAll(configurations.Select(
            configuration => Task.Run(() => RecordAsync(root, configuration, cancellationToken), cancellationToken)));

    /// <inheritdoc cref="RecordAsync(string, StackConfiguration, CancellationToken, bool)"/>
    /// <param name="patience">How long the program may take, which never really waits for anything; a minute unless given.</param>
    public static async Task<Plan> RecordAsync<TStack>(
        string root,
        StackConfiguration configuration,
        Func<StackOptions, TStack> create,
        CancellationToken cancellationToken,
        TimeSpan? patience = null,
        SourceFinder? sources = null)
        where TStack : Stack
    {
        var recording = new Recording(sources);
        var cloud = new CloudMock(recording);
        using (var scope = await ConfigurationScope.EnterAsync(configuration, cancellationToken))
        {
            // A deployment that makes its stack has read its settings, and the next one may come:
            // https://github.com/pulumi/pulumi-dotnet/blob/main/sdk/Pulumi/Deployment/Deployment_Config.cs
            var factory = new StackFactory(() =>
            {
                scope.Dispose();
                return create(new StackOptions { ResourceTransformations = { recording.Record } });
            });
            try
            {
                await Deployment.TestWithServiceProviderAsync<TStack>(cloud, factory, Options(root, configuration))
                    .WaitAsync(patience ?? TimeSpan.FromMinutes(1), cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw new ReviewException(Endless(configuration, recording), exception);
            }
            catch (Exception exception) when (exception is RunException or AggregateException)
            {
                throw Explained(configuration.Stack, factory.Failure ?? cloud.Failure ?? exception);
            }
        }
        return await PlanWriter.WriteAsync(configuration, recording, cloud.StackOutputs);
    }

    private static TestOptions Options(string root, StackConfiguration configuration) => new()
    {
        ProjectName = configuration.Project,
        StackName = configuration.Stack,
        RootDirectory = root,
        IsPreview = false,
    };

    private static string Endless(StackConfiguration configuration, Recording recording)
    {
        var paths = new ResourcePaths(configuration.Project, recording.Resources);
        var waiting = recording.Resources.Where(resource => !resource.IsRegistered).Select(resource => paths.Of(resource.Resource));
        return $"The program of stack '{configuration.Stack}' does not come to an end. These resources wait, perhaps for themselves, "
        + "as one "
            + $"does that depends on a component it is part of: {string.Join(", ", waiting.Order(StringComparer.Ordinal))}";
    }

    // What the program has to say to its user is said without a stack trace; anything else is a defect, and shown with it.
    private static ReviewException Explained(string stack, Exception failure) => failure switch
    {
        InvalidSettingsException or RunException or ReviewException => new ReviewException(failure.Message, failure),
        _ => new ReviewException($"The program of stack '{stack}' failed: {failure}", failure),
    };
}
