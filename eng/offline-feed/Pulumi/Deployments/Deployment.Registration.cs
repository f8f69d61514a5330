using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Registers the resource, or reads it if its options name one that exists; nobody waits for it here.</summary>
    internal void ReadOrRegister(Resource resource, ResourceArgs args, ResourceOptions options)
        => Tasks.Add(CompleteAsync(resource, args, options));

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs)
        => Tasks.Add(RegisterOutputsAsync(resource, outputs));

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var serialized = await SerializedArguments.OfAsync("monitor.registerResourceOutputs(...)", values).ConfigureAwait(false);
        await Monitor.RegisterOutputsAsync(urn, serialized.Values).ConfigureAwait(false);
    }

    // Whatever happens, every output of the resource gets a value or an error, so that nobody waits for ever.
    private async Task CompleteAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        try
        {
            Resolve(resource, await RegisteredAsync(resource, args, options).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            foreach (var source in resource.OutputSources.Values)
                source.TrySetException(exception);
            throw;
        }
        finally
        {
            foreach (var source in resource.OutputSources.Values)
                source.TrySetDefault(isKnown: !IsDryRun);
        }
    }

    private async Task<Registered> RegisteredAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        if (options.Urn is { } urn)
            return Monitor.Get(urn);
        var id = options.Id is { } given ? await given.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false) : "";
        if (!string.IsNullOrEmpty(id) && resource is not CustomResource)
            throw new ArgumentException("ResourceOptions.Id is only valid for a CustomResource");
        var request = await RequestAsync(resource, args, options).ConfigureAwait(false);
        return string.IsNullOrEmpty(id)
            ? await Monitor.RegisterAsync(resource, request).ConfigureAwait(false)
            : await Monitor.ReadAsync(resource, request, id).ConfigureAwait(false);
    }

    // A resource is registered after everything that it depends on, by its options or by its arguments.
    private async Task<ResourceRequest> RequestAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var (type, name) = (resource.GetResourceType(), resource.GetResourceName());
        var dependencies = await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);
        var arguments = args.ToDictionary().RemoveRange([Wire.Id, Wire.Urn]);
        var inputs = await SerializedArguments.OfAsync($"resource:{name}[{type}]", arguments).ConfigureAwait(false);
        var parent = type == Stack.ResourceType ? null : (options.Parent ?? Stack).Urn;
        var request = new ResourceRequest(
            type,
            name,
            inputs.Values,
            parent is null ? "" : await parent.GetValueAsync(whenUnknown: "").ConfigureAwait(false),
            await ProviderOf(resource, options).ConfigureAwait(false),
            (options as CustomResourceOptions)?.ImportId ?? "");
        foreach (var dependency in Dependencies.Of([.. dependencies, .. inputs.Dependencies]))
            await dependency.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return request;
    }

    private static async Task<string> ProviderOf(Resource resource, ResourceOptions options)
    {
        var provider = resource is CustomResource ? options.Provider ?? options.Parent?.GetProvider(resource.GetResourceType()) : null;
        return provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);
    }

    private static void Resolve(Resource resource, Registered registered)
    {
        var converter = new Converter(problem => Log.Warn(problem, resource));
        foreach (var (name, source) in resource.OutputSources)
        {
            if (name == Wire.Urn)
                source.Set(OutputData<object?>.Known(registered.Urn));
            else if (name == Wire.Id && resource is CustomResource)
                source.Set(OutputData<object?>.Known(registered.Id ?? "") with { IsKnown = !string.IsNullOrEmpty(registered.Id) });
            else if (registered.State.TryGetValue(name, out var value))
                source.Set(converter.Convert($"{resource.GetType().FullName}.{name}", value, source.Target));
        }
    }
}
