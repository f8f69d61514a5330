using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.Review.Evaluation;
using Platform.Review.Secrets;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Review.Plans;

/// <summary>Turns an evaluation into a plan.</summary>
internal static class PlanWriter
{
    /// <exception cref="ReviewException">A secret would be in the plan, or two resources would have one path.</exception>
    public static async Task<Plan> WriteAsync(StackConfiguration configuration, StackEvaluation evaluation)
    {
        var recorded = evaluation.Resources;
        var paths = new ResourcePaths(configuration.Project, recorded);
        var options = new OptionsReader(paths, recorded, new(configuration));
        var resources = new List<PlannedResource>();
        var digest = new SecretDigest($"{configuration.Project}/{configuration.Stack}\n{configuration.Encryption}");
        foreach (var resource in recorded)
            resources.Add(await WriteAsync(resource, paths, options, digest));
        RefuseDuplicates(resources);
        return new Plan(
            configuration.Project,
            configuration.Stack,
            PlannedResource.InOrder(resources),
            await OutputsAsync(evaluation.Outputs, digest))
        {
            Sources = recorded.Where(resource => resource.Source is not null)
                .ToDictionary(resource => paths.Of(resource.Resource), resource => resource.Source!, StringComparer.Ordinal),
        };
    }

    private static async Task<PlannedResource> WriteAsync(
        RecordedResource resource, ResourcePaths paths, OptionsReader options, SecretDigest digest)
    {
        var path = paths.Of(resource.Resource);
        var inputs = await InputDocument.OfAsync(resource.Inputs);
        var secrets = await SecretFinder.FindAsync(resource.Args);
        var masked = secrets is null ? inputs : (JsonObject)secrets.Apply(inputs, digest)!;
        Refuse(masked, $"the inputs of {path}");
        return new PlannedResource(
            path,
            resource.Name,
            resource.Type,
            resource.Resource is CustomResource,
            paths.ParentOf(resource),
            await options.ReadAsync(resource),
            masked);
    }

    private static async Task<JsonObject> OutputsAsync(ImmutableDictionary<string, Output<object?>> outputs, SecretDigest digest)
    {
        var members = new JsonObject();
        foreach (var (name, output) in outputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var value = await InputDocument.ValueAsync(await OutputUtilities.GetValueAsync(output));
            members[name] = await Output.IsSecretAsync(output) ? digest.Mask(value) : value;
        }

        Refuse(members, "the stack's outputs");
        return members;
    }

    // Pulumi allows it where the types differ. But paths are what a plan's readers, and its dependencies, tell resources by.
    private static void RefuseDuplicates(IEnumerable<PlannedResource> resources)
    {
        var duplicates = resources.GroupBy(resource => resource.Path).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} ({string.Join(", ", group.Select(resource => resource.Type).Order(StringComparer.Ordinal))})")
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (duplicates.Length > 0)
            throw new ReviewException(
                $"Several resources have the same parent and name; give them different names: {string.Join("; ", duplicates)}");
    }

    private static void Refuse(JsonObject document, string what)
    {
        if (Placeholder.FindIn(document) is { } where)
            throw new ReviewException(
                $"A secret would be in plain text in {what}, at {where}: "
                + "the program takes it out of its secret output; keep it inside with Apply, or mark the value with Output.CreateSecret.");
    }
}
