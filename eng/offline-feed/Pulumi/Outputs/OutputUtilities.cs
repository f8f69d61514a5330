namespace Pulumi.Utilities;

/// <summary>Looks inside outputs; for tests and for code that works on outputs of any kind.</summary>
public static class OutputUtilities
{
    public static Output<T> CreateUnknown<T>(T value) => new(OutputData<T>.Unknown(value));

    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory)
        => CreateUnknown<T>(default(T)!).Apply(_ => valueFactory());

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Select(data => data with { Resources = data.Resources.Add(resource) });
    }

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.DataTask.ConfigureAwait(false)).IsKnown;

    /// <summary>The value, or <typeparamref name="T"/>'s default when it is unknown.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
        => (await output.DataTask.ConfigureAwait(false)).Resources;
}
