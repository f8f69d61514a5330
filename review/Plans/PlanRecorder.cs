using Platform.Infra;
using Platform.Review.Evaluation;
using Platform.Review.Stacks;
using Pulumi;

namespace Platform.Review.Plans;

/// <summary>Evaluates a stack's program, and writes down what it asks for.</summary>
internal static class PlanRecorder
{
    /// <param name="root">The repository's folder.</param>
    /// <exception cref="ReviewException">The settings are invalid, or the program failed; the message is for the user as it is.</exception>
    /// <param name="sources">Whether to find out where the program declares each resource.</param>
    public static Task<Plan> RecordAsync(
        string root, StackConfiguration configuration, CancellationToken cancellationToken, bool sources = false)
        => RecordAsync(
            new StackEvaluation(root, configuration, sources ? new SourceFinder(root) : null), options => new PlatformStack(options),
            cancellationToken);

    /// <summary>Evaluates several stacks at once; the plans are in the order of the stacks.</summary>
    /// <inheritdoc cref="RecordAsync(string, StackConfiguration, CancellationToken, bool)"/>
    public static Task<Plan[]> RecordAllAsync(
        string root, IEnumerable<StackConfiguration> configurations, CancellationToken cancellationToken)
        => Task.WhenAll(configurations.Select(
            configuration => Task.Run(() => RecordAsync(root, configuration, cancellationToken), cancellationToken)));

    /// <inheritdoc cref="RecordAsync(string, StackConfiguration, CancellationToken, bool)"/>
    /// <param name="patience">How long the program may take, which never really waits for anything; a minute unless given.</param>
    public static async Task<Plan> RecordAsync<TStack>(
        StackEvaluation evaluation, Func<StackOptions, TStack> create, CancellationToken cancellationToken, TimeSpan? patience = null)
        where TStack : Stack
    {
        await evaluation.RunAsync(create, cancellationToken, patience);
        return await PlanWriter.WriteAsync(evaluation.Configuration, evaluation);
    }
}
