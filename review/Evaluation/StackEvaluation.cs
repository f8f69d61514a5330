using System.Collections.Immutable;
using Platform.Infra.Settings;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>
/// One run of a stack's program in process, without the CLI, the cloud or credentials: what it declared, also where it failed, and
/// what it gave out.
/// </summary>
/// <param name="root">The repository's folder.</param>
/// <param name="sources">Finds where the program declares each resource; not asked for, unless given.</param>
internal sealed class StackEvaluation(string root, StackConfiguration configuration, SourceFinder? sources = null)
{
    private readonly Recording _recording = new(sources);

    /// <summary>By a resource's type and the cloud's own answer, what that answers instead.</summary>
    public Func<string, CloudResource, CloudResource>? Otherwise { get; init; }

    public StackConfiguration Configuration => configuration;

    public IReadOnlyList<RecordedResource> Resources => _recording.Resources;

    public ImmutableDictionary<string, Output<object?>> Outputs { get; private set; } = ImmutableDictionary<string, Output<object?>>.Empty;

    /// <summary>What each component gave out, by its URN.</summary>
    public IReadOnlyDictionary<string, ImmutableDictionary<string, Output<object?>>> ComponentOutputs { get; private set; }
        = ImmutableDictionary<string, ImmutableDictionary<string, Output<object?>>>.Empty;

    /// <param name="patience">How long the program may take, which never really waits for anything; a minute unless given.</param>
    /// <exception cref="ReviewException">The settings are invalid, or the program failed; the message is for the user as it is.</exception>
    public async Task RunAsync<TStack>(Func<StackOptions, TStack> create, CancellationToken cancellationToken, TimeSpan? patience = null)
        where TStack : Stack
    {
        var strays = new StrayFinder(new DefaultProviders(configuration));
        var cloud = new CloudMock(_recording, strays, Otherwise);
        using var scope = await ConfigurationScope.EnterAsync(configuration, cancellationToken);
        // A deployment that makes its stack has read its settings, and the next one may come:
        // https://github.com/pulumi/pulumi-dotnet/blob/main/sdk/Pulumi/Deployment/Deployment_Config.cs
        var factory = new StackFactory(() =>
        {
            scope.Dispose();
            return create(new StackOptions { ResourceTransformations = { _recording.Record } });
        });
        try
        {
            await Deployment.TestWithServiceProviderAsync<TStack>(cloud, factory, Options())
                .WaitAsync(patience ?? TimeSpan.FromMinutes(1), cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new ReviewException(Endless(), exception);
        }
        catch (Exception exception) when (exception is RunException or AggregateException)
        {
            throw Explained(factory.Failure ?? cloud.Failure ?? exception);
        }

        strays.Refuse(new ResourcePaths(configuration.Project, Resources));
        (Outputs, ComponentOutputs) = (cloud.StackOutputs, cloud.Outputs);
    }

    private TestOptions Options() => new()
    {
        ProjectName = configuration.Project,
        StackName = configuration.Stack,
        RootDirectory = root,
        IsPreview = false,
    };

    private string Endless()
    {
        var paths = new ResourcePaths(configuration.Project, Resources);
        var waiting = Resources.Where(resource => !resource.IsRegistered).Select(resource => paths.Of(resource.Resource));
        return $"The program of stack '{configuration.Stack}' does not come to an end. These resources wait, perhaps for themselves, "
            + $"as one does that depends on a component it is part of: {string.Join(", ", waiting.Order(StringComparer.Ordinal))}";
    }

    // What the program has to say to its user is said without a stack trace; anything else is a defect, and shown with it.
    private ReviewException Explained(Exception failure) => failure switch
    {
        InvalidSettingsException or RunException or ReviewException => new ReviewException(failure.Message, failure),
        _ => new ReviewException($"The program of stack '{configuration.Stack}' failed: {failure}", failure),
    };
}
