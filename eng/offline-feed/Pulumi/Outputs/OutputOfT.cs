namespace Pulumi;

/// <summary>
/// A value that is there later: once a resource exists, or never (in a preview). It remembers whether it is secret, and the
/// resources that it came from.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        DataTask = data;
        if (!data.IsCompletedSuccessfully)
            Deployment.Current?.Tasks.Add(data);
    }

    internal Output(OutputData<T> data)
        : this(Task.FromResult(data))
    {
    }

    internal Task<OutputData<T>> DataTask { get; }

    public static Output<T> Create(Task<T> value) => Create(value, isSecret: false);

    internal static Output<T> Create(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(DataAsync());

        async Task<OutputData<T>> DataAsync()
            => OutputData<T>.Known(await value.ConfigureAwait(false)) with { IsSecret = isSecret };
    }

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        return Apply(DoneAsync);

        async Task<ValueTuple> DoneAsync(T value)
        {
            await func(value).ConfigureAwait(false);
            return default;
        }
    }

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    internal Output<T> Select(Func<OutputData<T>, OutputData<T>> change) => Select(data => Task.FromResult(change(data)));

    internal Output<T> Select(Func<OutputData<T>, Task<OutputData<T>>> change)
    {
        return new Output<T>(DataAsync());

        async Task<OutputData<T>> DataAsync()
            => await change(await DataTask.ConfigureAwait(false)).ConfigureAwait(false);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await DataTask.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync() => (await DataTask.ConfigureAwait(false)).Untyped();

    public override string ToString()
    {
        var message = string.Join(
            Environment.NewLine,
            "Calling [ToString] on an [Output<T>] is not supported.",
            "",
            "To get the value of an Output<T> as an Output<string> consider:",
            "1. o.Apply(v => $\"prefix{v}suffix\")",
            "2. Output.Format($\"prefix{hostname}suffix\");",
            "",
            "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.");
        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING")?.ToLowerInvariant() is "1" or "true")
            throw new InvalidOperationException(message);
        Log.Warn(message);
        return string.Join(Environment.NewLine, message, "This function may throw in a future version of Pulumi.");
    }

    // The callback runs only on a value that is known; what it returns adds its own marks to this output's.
    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            return data.With<TResult>(default!);
        var inner = func(data.Value);
        return inner is null
            ? data.With<TResult>(default!)
            : (await inner.DataTask.ConfigureAwait(false)).Joined(data);
    }
}
