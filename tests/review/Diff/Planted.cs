using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Infra.Settings;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Diff;

/// <summary>Plans with one thing changed.</summary>
internal static class Planted
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Plan>>> _stacks = new();

    /// <summary>The real stack's plan, as committed; nobody may change it.</summary>
    public static Task<Plan> StackAsync(string stack) => _stacks.GetOrAdd(stack, name => new(() => StackAsync(name, []))).Value;

    /// <summary>The same with settings of its own.</summary>
    public static async Task<Plan> StackAsync(string stack, params (string Key, string Value)[] settings)
    {
        var configuration = Repository.At(RepositoryRoot.Path).Configuration(stack);
        var values = new Dictionary<string, string>(configuration.Values);
        foreach (var (key, value) in settings)
            values[Setting.FullKey(key)] = value;
        var plan = await PlanRecorder.RecordAsync(RepositoryRoot.Path, configuration with { Values = values }, CancellationToken.None);
        return plan.Committed();
    }

    public static PlannedResource Resource(string path, string type, JsonObject? inputs = null, PlannedOptions? options = null)
    {
        var names = path.Split('/');
        return new(
            path, names[^1], type, !type.StartsWith("platform:", StringComparison.Ordinal), string.Join('/', names[..^1]), options ?? new(),
            inputs ?? []);
    }

    public static Plan Of(params PlannedResource[] resources) => new(
        "platform", "dev", [new("platform", "platform-dev", "pulumi:pulumi:Stack", false, null, new(), []), .. resources], []);

    /// <summary>The plan with one resource's copy edited.</summary>
    public static Plan With(this Plan plan, string path, Func<PlannedResource, PlannedResource> edit) => plan with
    {
        Resources = [.. plan.Resources.Select(resource =>
            resource.Path == path ? edit(resource with { Inputs = (JsonObject)resource.Inputs.DeepClone() }) : resource)],
    };

    /// <summary>Each change as <c>kind path property property…</c>.</summary>
    public static string[] Lines(this PlanDiff diff) => [.. diff.Changes.Select(change => string.Join(
        ' ',
        [change.Kind.ToString().ToLowerInvariant(), change.Path,
            .. change.Properties.Select(property => $"{property.Path}{(property.Replaces ? "!" : property.IsRefused ? "×" : "")}")]))];
}
