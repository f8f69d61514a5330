using System.Globalization;
using Platform.Review.Evaluation;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Review.Plans;

/// <summary>Reads the options that a resource ends up with: what it leaves open comes from its ancestors, as in the SDK.</summary>
internal sealed class OptionsReader(ResourcePaths paths, IReadOnlyList<RecordedResource> resources, DefaultProviders defaults)
{
    private readonly Dictionary<Resource, RecordedResource> _resources = resources.ToDictionary(resource => resource.Resource);
    private readonly (string Path, string Type)[] _providers =
        [
            .. resources.Where(resource => resource.Resource is ProviderResource)
            .Select(provider => (paths.Of(provider.Resource), provider.Type)),
        ];

    public async Task<PlannedOptions> ReadAsync(RecordedResource resource)
    {
        var options = resource.Options;
        var custom = options as CustomResourceOptions;
        return new PlannedOptions
        {
            Protect = Protect(resource),
            DependsOn = await PathsAsync(options.DependsOn),
            IgnoreChanges = Set(options.IgnoreChanges),
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = options.DeletedWith is { } whole ? paths.Of(whole) : null,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace,
            ReplaceOnChanges = Set(options.ReplaceOnChanges),
            Aliases = await AliasesAsync(options),
            AdditionalSecretOutputs = Set(custom?.AdditionalSecretOutputs),
            CustomTimeouts = Timeouts(options.CustomTimeouts),
            Provider = custom is not null && Provider(resource, resource.Type) is { } provider
            ? Shown(resource.Type, paths.Of(provider))
            : null,
            Import = custom?.ImportId,
            // Packages set an empty one
            Id = options.Id is { } id && await OutputUtilities.GetValueAsync(id.ToOutput()) is { Length: > 0 } known ? known : null,
            Urn = options.Urn,
            ReplaceWith = await PathsAsync(options.ReplaceWith),
            ReplacementTrigger = options.ReplacementTrigger is { } trigger
                ? Convert.ToString(await OutputUtilities.GetValueAsync(trigger.ToOutput()), CultureInfo.InvariantCulture)
                : null,
            HideDiffs = Set(options.HideDiffs),
            Hooks = HooksReader.Read(options.Hooks),
            Version = PackageVersion.Unless(resource.Resource, options.Version),
            PluginDownloadUrl = options.PluginDownloadURL is { Length: > 0 } url ? url : null,
            EnvVarMappings = custom?.EnvVarMappings is { Count: > 0 } variables
                ? new SortedDictionary<string, string>(variables, StringComparer.Ordinal)
                : null,
        };
    }

    // Sets by meaning: some come from the providers' packages, in an order of their own.
    private static IReadOnlyList<string>? Set(List<string>? values)
        => values is null or [] ? null : [.. values.Distinct().Order(StringComparer.Ordinal)];

    private RecordedResource? Parent(RecordedResource resource)
        => resource.Options.Parent is { } parent ? _resources.GetValueOrDefault(parent) : null;

    private bool? Protect(RecordedResource resource)
        => resource.Options.Protect ?? (Parent(resource) is { } parent ? Protect(parent) : null);

    private ProviderResource? Provider(RecordedResource resource, string type)
    {
        var package = type.Split(':')[0];
        var own = resource.Options.Provider is { } provider ? [provider] : (resource.Options as ComponentResourceOptions)?.Providers ?? [];
        return own.LastOrDefault(each => each.GetResourceType() == $"pulumi:providers:{package}")
            ?? (Parent(resource) is { } parent ? Provider(parent, type) : null);
    }

    // One would not see it from none, were there default providers
    private string? Shown(string type, string path) => defaults.AreOffFor(type) && path == StackProvider.Of(type, _providers) ? null : path;

    private async Task<IReadOnlyList<string>?> PathsAsync(InputList<Resource> resources)
    {
        var named = await OutputUtilities.GetValueAsync(resources.ToOutput());
        return named.Length == 0 ? null : [.. named.Select(paths.Of).Distinct().Order(StringComparer.Ordinal)];
    }

    // Providers' packages give every resource aliases of other types: older API versions. They say nothing about this stack.
    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>?> AliasesAsync(ResourceOptions options)
    {
        var aliases = new List<IReadOnlyDictionary<string, string>>();
        foreach (var input in options.Aliases)
        {
            var alias = await AliasAsync(await OutputUtilities.GetValueAsync(input.ToOutput()));
            if (alias.Keys.Any(key => key != "type"))
                aliases.Add(alias);
        }

        return aliases.Count == 0 ? null : aliases;
    }

    private async Task<IReadOnlyDictionary<string, string>> AliasAsync(Alias alias)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await AddAsync("name", alias.Name);
        await AddAsync("type", alias.Type);
        await AddAsync("project", alias.Project);
        await AddAsync("stack", alias.Stack);
        await AddAsync("parentUrn", alias.ParentUrn);
        if (alias.Urn is { } urn)
            parts["urn"] = urn;
        if (alias.Parent is { } parent)
            parts["parent"] = paths.Of(parent);
        if (alias.NoParent)
            parts["parent"] = "none";
        return parts;

        async Task AddAsync(string name, Input<string>? value)
        {
            if (value is not null)
                parts[name] = await OutputUtilities.GetValueAsync(value.ToOutput());
        }
    }

    private static SortedDictionary<string, string>? Timeouts(CustomTimeouts? timeouts)
    {
        var set = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("create", timeouts?.Create);
        Add("update", timeouts?.Update);
        Add("delete", timeouts?.Delete);
        return set.Count == 0 ? null : set;

        void Add(string operation, TimeSpan? timeout)
        {
            if (timeout is { } value)
                set[operation] = value.ToString("c", CultureInfo.InvariantCulture);
        }
    }
}
