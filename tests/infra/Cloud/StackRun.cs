using Platform.Infra.Registry;
using Platform.Infra.Settings;
using Platform.Review.Evaluation;
using Pulumi;

namespace Platform.Infra.Tests.Cloud;

/// <summary>One evaluation of the whole program, with the settings of a stack file and changes to them.</summary>
internal sealed class StackRun
{
    private readonly StackEvaluation _evaluation;

    private StackRun(StackEvaluation evaluation)
    {
        _evaluation = evaluation;
        Resources = [.. evaluation.Resources.Select(resource => new Declared(resource))];
    }

    public IReadOnlyList<Declared> Resources { get; }

    public IEnumerable<Declared> Custom => Resources.Where(resource => resource.IsCustom);

    public Declared One(string kind, string? name = null)
        => Assert.Single(Custom, resource => resource.Kind == kind && (name is null || resource.Name == name));

    public IEnumerable<Declared> All(string kind) => Custom.Where(resource => resource.Kind == kind);

    /// <summary>Where its gateway is called.</summary>
    public string GatewayUrl => One("ApiManagementService").Answer("gatewayUrl");

    /// <summary>Of the image that is built from the repository's server.</summary>
    public string Digest => One("Template", $"image-{BuildSource.In(StackFiles.Root, ImageContent.Inference).Tag}")
        .Answer("properties.outputs.run.value.properties.outputImages.0.digest");

    public IReadOnlyDictionary<string, Output<object?>> Outputs => _evaluation.Outputs;

    /// <summary>The names of what each component gave out, by its name.</summary>
    public IEnumerable<(string Component, string[] Outputs)> Told => _evaluation.ComponentOutputs
        .Where(each => each.Key.Contains("platform:infra:", StringComparison.Ordinal))
        .Select(each => (each.Key.Split("::")[^1], each.Value.Keys.Order(StringComparer.Ordinal).ToArray()));

    /// <summary>The kind of what the stack declares under an id in Azure; null if it declares nothing there.</summary>
    public string? KindOf(string? id)
        => Custom.FirstOrDefault(
            resource => resource.Type.StartsWith("azure-native:", StringComparison.Ordinal) && resource.Id == id)?.Kind;

    public static Task<StackRun> OfAsync(string stack, params (string Key, string Value)[] changes)
        => OfAsync(Evaluation(stack, changes));

    /// <summary>In a cloud that answers otherwise than it does by itself.</summary>
    /// <param name="otherwise">By a resource's type and the cloud's own answer, what that answers instead.</param>
    public static Task<StackRun> OfAsync(Func<string, CloudResource, CloudResource> otherwise, string stack)
        => OfAsync(Evaluation(stack, [], otherwise));

    private static async Task<StackRun> OfAsync(StackEvaluation evaluation)
    {
        await RunAsync(evaluation);
        var run = new StackRun(evaluation);
        Assert.Distinct(run.Resources.Select(resource => $"{resource}"));
        return run;
    }

    /// <summary>What a program declares before it fails.</summary>
    public static Task<(Exception Failure, IReadOnlyList<Declared> Resources)> FailAsync(
        string stack, params (string Key, string Value)[] changes)
        => FailAsync(Evaluation(stack, changes));

    /// <inheritdoc cref="OfAsync(Func{string, CloudResource, CloudResource}, string)"/>
    public static Task<(Exception Failure, IReadOnlyList<Declared> Resources)> FailAsync(
        Func<string, CloudResource, CloudResource> otherwise, string stack)
        => FailAsync(Evaluation(stack, [], otherwise));

    private static async Task<(Exception Failure, IReadOnlyList<Declared> Resources)> FailAsync(StackEvaluation evaluation)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(evaluation));
        return (failure, new StackRun(evaluation).Resources);
    }

    private static Task RunAsync(StackEvaluation evaluation)
        => evaluation.RunAsync(options => new PlatformStack(options), CancellationToken.None);

    private static StackEvaluation Evaluation(
        string stack, (string Key, string Value)[] changes, Func<string, CloudResource, CloudResource>? otherwise = null)
    {
        var configuration = StackFiles.Configuration(stack);
        var values = configuration.Values.ToDictionary();
        // Billing has tests of its own, which turn it on: to all others it is a second database, deployment and so on
        values["platform:billingEnabled"] = "false";
        foreach (var (key, value) in changes)
            values[Setting.FullKey(key)] = value;
        return new(StackFiles.Root, configuration with { Values = values }) { Otherwise = otherwise };
    }
}
