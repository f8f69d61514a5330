using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Makes outputs from values and from other outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(OutputData<T>.Known(value));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => new(OutputData<T>.Known(value) with { IsSecret = true });

    public static Output<T> CreateSecret<T>(Task<T> value) => Output<T>.Create(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Select(data => data with { IsSecret = true });
    }

    public static Output<T> Unsecret<T>(Output<T> output) => output.Select(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask.ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => AllOf(inputs.Select(input => (Output<T>)input));

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => AllOf(inputs.Select(input => (Output<T>)input));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => AllOf(outputs);

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => AllOf(outputs);

    /// <summary>Interpolates outputs and plain values, in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString)
        => AllOf(formattableString.GetArguments().Select(Lift))
            .Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, values.ToArray()));

    /// <summary>Writes the value as JSON, outputs inside it resolved: unknown or secret as soon as one of them is.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<string>(OutputJson.SerializeAsync(value, options));
    }

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new Output<T>(OutputJson.DeserializeAsync<T>(json, options));
    }

    internal static Output<object?> Lift(object? value) => value switch
    {
        IInput input => new Output<object?>(input.ToOutput().GetDataAsync()),
        IOutput output => new Output<object?>(output.GetDataAsync()),
        _ => Create(value),
    };

    private static Output<ImmutableArray<T>> AllOf<T>(IEnumerable<Output<T>> outputs)
    {
        // Taken at once, as the caller may change the collection before the values are there.
        return new Output<ImmutableArray<T>>(DataAsync([.. outputs]));

        static async Task<OutputData<ImmutableArray<T>>> DataAsync(Output<T>[] outputs)
        {
            var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
            var all = OutputData<ValueTuple>.Known(default);
            foreach (var output in outputs)
            {
                var data = await output.DataTask.ConfigureAwait(false);
                values.Add(data.Value);
                all = all.Joined(data);
            }

            return all.With(values.MoveToImmutable());
        }
    }
}
