using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    internal Output<T> Invoke<T>(string token, InvokeArgs? args, InvokeOptions? options)
        => new(InvokeDataAsync<T>(token, args, options));

    internal async Task<T> InvokeAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var arguments = await ArgumentsAsync(token, args).ConfigureAwait(false);
        return (await CallAsync<T>(token, arguments, options).ConfigureAwait(false)).Value;
    }

    // Unknown arguments, or dependencies that do not exist yet, make the result unknown without a call. Whether the result is secret
    // is for whoever answers the call to say; what it depends on is not.
    private async Task<OutputData<T>> InvokeDataAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var arguments = await ArgumentsAsync(token, args).ConfigureAwait(false);
        var dependencies = options is InvokeOutputOptions { DependsOn: var dependsOn }
            ? await dependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false)
            : [];
        var all = arguments.Dependencies.Union(dependencies);
        if (arguments.HasUnknowns || !await HaveIdsAsync(all.Union(Dependencies.Of(all))).ConfigureAwait(false))
            return OutputData<T>.Unknown(default!);
        var result = await CallAsync<T>(token, arguments, options).ConfigureAwait(false);
        return result with { Resources = result.Resources.Union(all) };
    }

    private static Task<SerializedArguments> ArgumentsAsync(string token, InvokeArgs? args)
        => SerializedArguments.OfAsync($"invoke:{token}", (args ?? InvokeArgs.Empty).ToDictionary());

    private static async Task<bool> HaveIdsAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in resources.OfType<CustomResource>())
        {
            if (resource.Id is { } id && !(await id.DataTask.ConfigureAwait(false)).IsKnown)
                return false;
        }

        return true;
    }

    private async Task<OutputData<T>> CallAsync<T>(string token, SerializedArguments arguments, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.GetProvider(token);
        var reference = provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);
        var result = await Monitor.CallAsync(token, arguments.Values, reference).ConfigureAwait(false);
        return new Converter(problem => Log.Warn(problem)).Convert<T>($"{token} result", result);
    }
}
