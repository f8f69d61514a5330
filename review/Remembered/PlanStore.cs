using System.Text.Json.Nodes;
using Platform.Infra.Registry;
using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Remembered;

/// <summary>Plans that were evaluated or read before.</summary>
internal static class PlanStore
{
    // What the program reads of the repository: all of it is here, but for what images are built with
    private const string Sources = "app";
    private static readonly ImageContent[] _images = [ImageContent.Inference, ImageContent.Billing];

    /// <summary>
    /// The stack's plan as it would be committed. A plan follows from the program, the stack's settings and the files that the program
    /// reads, so that it is evaluated once for each of these.
    /// </summary>
    public static Task<Plan> PlanAsync(this Store store, StackConfiguration configuration, CancellationToken cancellationToken)
        => store.OfAsync(
            InputsOf(store, configuration),
            async () => (await PlanRecorder.RecordAsync(store.Root, configuration, cancellationToken)).Committed(),
            PlanDocument.Of,
            document => PlanReader.Read((JsonObject)document, configuration.Stack));

    /// <summary>All that a stack's plan follows from, besides the program.</summary>
    public static IEnumerable<string> InputsOf(Store store, StackConfiguration configuration)
    => [
        "plan", configuration.Project, configuration.Stack, configuration.ValuesAsJson(), configuration.SecretKeysAsJson(),
        configuration.Encryption, .. FileStates.Below(Path.Combine(store.Root, Sources)),
        .. FileStates.Of(store.Root, "*").Where(file => _images.Any(image => BuildSource.Includes(image, file.Split(' ')[0]))),
    ];

    /// <inheritdoc cref="CommittedPlans.ReadAsync"/>
    public static async Task<Plan?> CommittedAsync(
        this Store store, GitHistory git, GitBase from, string stack, CancellationToken cancellationToken)
        => await git.ReadAsync(from, CommittedPlans.FileOf(stack), cancellationToken) is { } text
            ? await store.OfAsync(
                ["committed", text],
                () => Task.FromResult(PlanReader.Read(text, $"{CommittedPlans.FileOf(stack)} at {from}")),
                PlanDocument.Of,
                document => PlanReader.Read((JsonObject)document, stack))
            : null;
}
