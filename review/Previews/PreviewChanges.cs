using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Diff.Matching;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Previews;

/// <summary>The changes of resources that Pulumi's steps amount to.</summary>
/// <param name="isDrift">Whether the steps are of a refresh: then what is in the cloud
/// comes after, and before it what was deployed.</param>
internal sealed class PreviewChanges(UrnPaths paths, bool isDrift)
{
    private const string Asked =
        "no property is the reason: it was asked for (--replace), or something that it cannot be without is created anew";

    /// <summary>Of how many resources nothing differs but what Azure moves by itself, once they are all looked at.</summary>
    public int MovedByAzure { get; private set; }

    public IEnumerable<ResourceChange> Of(IEnumerable<PreviewStep> steps) => steps
        .Where(step => !PreviewOps.Harmless.Contains(step.Op))
        .GroupBy(step => (step.Urn, IsLeftover: step is { Op: "delete", Old.Delete: true }))
        .Select(group => Of([.. group]))
        .OfType<ResourceChange>();

    // The steps of one resource, in order: where it is replaced, there may be several.
    private ResourceChange? Of(IReadOnlyList<PreviewStep> steps)
    {
        var kind = Kind([.. steps.Select(step => step.Op)]);
        var before = kind is ChangeKind.Added ? null : steps.Select(step => step.Old).OfType<PreviewState>().FirstOrDefault();
        var after = kind is ChangeKind.Removed ? null : steps.Select(step => step.New).OfType<PreviewState>().LastOrDefault();
        if ((after ?? before) is not { Custom: true } state || Urn.Parse(state.Urn) is not { IsDefaultProvider: false })
            return null;
        if (before is null || after is null)
            return new(kind, Resource(before), Resource(after), [], null);
        PropertyChange[] all = [.. PreviewProperties.Of(before, after, steps, isDrift), .. Options(before, after, steps)];
        var type = Urn.Parse(state.Urn)!.Type;
        var properties = isDrift ? [.. all.Where(change => Previews.MovedByAzure.Reason(type, change.Path) is null)] : all;
        if (all is not [] && properties is [])
            MovedByAzure++;
        var move = before.Urn == after.Urn ? null : new Move(paths.Of(before.Urn), null);
        return kind is ChangeKind.Changed && move is null && properties is []
            ? null
            : new(
                kind is ChangeKind.Changed && move is not null ? ChangeKind.Moved : kind, Resource(before), Resource(after), properties,
                move)
            {
                Cause = kind is not ChangeKind.Replaced || properties.Any(property => property.Replaces) ? null
                    : before.Taint ? "it was marked to be created anew (pulumi state taint)" : Asked,
            };
    }

    private static ChangeKind Kind(string[] ops)
        => ops.Any(PreviewOps.Replacing.Contains) || (ops.Contains("create") && ops.Contains("delete")) ? ChangeKind.Replaced
            : ops.Contains("import") ? ChangeKind.Imported
            : ops.Contains("create") ? ChangeKind.Added
            : ops.Contains("delete") ? ChangeKind.Removed
            : ChangeKind.Changed;

    private IEnumerable<PropertyChange> Options(PreviewState before, PreviewState after, IReadOnlyList<PreviewStep> steps)
    {
        var replaces = steps.Any(step => step.ReplaceReasons.Contains("provider"));
        return ValueDiff.Between(PropertyPath.Root.Member("options"), Document(OptionsOf(before)), Document(OptionsOf(after)))
            .Select(change => change with { Replaces = replaces && change.Path.Schema == "options.provider" });
    }

    private static JsonObject Document(PlannedOptions options)
    {
        var members = new JsonObject();
        if (options.Protect is { } protect)
            members["protect"] = protect;
        if (options.RetainOnDelete is { } retain)
            members["retainOnDelete"] = retain;
        if (options.Provider is { } provider)
            members["provider"] = provider;
        return members;
    }

    private PlannedResource? Resource(PreviewState? state)
    {
        if (state is null)
            return null;
        var urn = Urn.Parse(state.Urn)!;
        var path = paths.Of(state.Urn);
        return new(
            path, urn.Name, urn.Type, state.Custom, state.Parent is { } parent ? paths.Of(parent) : null, OptionsOf(state), state.Inputs);
    }

    private PlannedOptions OptionsOf(PreviewState state) => new()
    {
        Protect = state.Protect ? true : null,
        RetainOnDelete = state.RetainOnDelete ? true : null,
        Provider = state.Provider is { } provider && ProviderUrn(provider) is { } urn ? paths.Of(urn) : null,
    };

    // urn::id; the default one goes without saying, as in a plan.
    private static string? ProviderUrn(string reference)
        => reference.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && Urn.Parse(reference[..end]) is { } urn
            && !urn.IsDefaultProvider ? reference[..end] : null;
}
