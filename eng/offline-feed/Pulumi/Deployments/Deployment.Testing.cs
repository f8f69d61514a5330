using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Evaluates a program whose resources are answered by mocks.</summary>
    /// <returns>All resources in the order of their registration, the stack first.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    /// <exception cref="AggregateException">The program failed in several ways at once.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new()
        => RunAsync(mocks, options, () => (TStack)Activator.CreateInstance(
            typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!);

    /// <inheritdoc cref="TestAsync{TStack}"/>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack
        => RunAsync(mocks, options, () => Resolve<TStack>(serviceProvider));

    /// <inheritdoc cref="TestAsync{TStack}"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
        => (await TestAsync(testMocks, testOptions, () => NoOutputs(createResources)).ConfigureAwait(false)).Resources;

    /// <inheritdoc cref="TestAsync{TStack}"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
        => (await TestAsync(testMocks, testOptions, () => NoOutputsAsync(createResources)).ConfigureAwait(false)).Resources;

    /// <summary>Evaluates a program whose resources are answered by mocks.</summary>
    /// <returns>The resources without the stack itself, and the outputs that the program returned.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
        => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{IDictionary{string, object}})"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        var all = await RunAsync(testMocks, testOptions, () => new TestStack(createResources)).ConfigureAwait(false);
        var outputs = all.OfType<TestStack>().FirstOrDefault()?.Outputs ?? new Dictionary<string, object?>();
        return ([.. all.Where(resource => resource is not TestStack)], outputs);
    }

    private static TStack Resolve<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return serviceProvider.GetService(typeof(TStack)) as TStack ?? throw new InvalidOperationException(
            $"Failed to resolve instance of type {typeof(TStack)} from service provider. "
            + "Register the type with the service provider before calling RunAsync.");
    }

    private static IDictionary<string, object?> NoOutputs(Action createResources)
    {
        createResources();
        return new Dictionary<string, object?>();
    }

    private static async Task<IDictionary<string, object?>> NoOutputsAsync(Func<Task> createResources)
    {
        await createResources().ConfigureAwait(false);
        return new Dictionary<string, object?>();
    }

    // Asynchronous, so that the deployment ends with it and the caller can have another one.
    private static async Task<ImmutableArray<Resource>> RunAsync(IMocks mocks, TestOptions? options, Func<Stack> create)
    {
        var deployment = new Deployment(mocks, options);
        Instance = new DeploymentInstance(deployment);
        await deployment.RunAsync(create).ConfigureAwait(false);
        return deployment.Errors.Failure is { } failure ? throw failure : deployment.Monitor.Resources;
    }

    private async Task RunAsync(Func<Stack> create)
    {
        try
        {
            create().RegisterPropertyOutputs();
        }
        catch (Exception exception)
        {
            Errors.Add(exception);
            return;
        }

        foreach (var exception in await Tasks.IdleOrFirstExceptionsAsync().ConfigureAwait(false))
            Errors.Add(exception);
    }
}
