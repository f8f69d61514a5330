using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Reads and writes outputs and inputs nested in a value, and keeps the marks of all that it saw.</summary>
internal sealed class OutputJsonConverters(OutputData<object?> outer) : JsonConverterFactory
{
    /// <summary>The marks of the outer value and of every output written so far.</summary>
    public OutputData<object?> Seen { get; private set; } = outer;

    public JsonSerializerOptions AddedTo(JsonSerializerOptions? options)
    {
        var own = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        own.Converters.Add(this);
        return own;
    }

    public override bool CanConvert(Type typeToConvert)
        => typeToConvert.IsGenericType && ConverterOf(typeToConvert.GetGenericTypeDefinition()) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var converter = ConverterOf(typeToConvert.GetGenericTypeDefinition())!.MakeGenericType(typeToConvert.GetGenericArguments());
        return (JsonConverter)Activator.CreateInstance(converter, this)!;
    }

    private static Type? ConverterOf(Type definition)
        => definition == typeof(Output<>) ? typeof(OutputConverter<>)
            : definition == typeof(Input<>) ? typeof(InputConverter<>)
            : definition == typeof(InputList<>) ? typeof(InputListConverter<>)
            : definition == typeof(InputMap<>) ? typeof(InputMapConverter<>)
            : null;

    private abstract class Nested<TWrapper, T>(OutputJsonConverters owner) : JsonConverter<TWrapper>
    {
        private readonly OutputData<object?> _outerMarks = owner.Seen;

        protected abstract Output<T> Unwrap(TWrapper value);

        protected abstract TWrapper Wrap(Output<T> output);

        public override TWrapper Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Wrap(new Output<T>(_outerMarks.With(JsonSerializer.Deserialize<T>(ref reader, options)!)));

        public override void Write(Utf8JsonWriter writer, TWrapper value, JsonSerializerOptions options)
        {
            // A converter cannot be asynchronous.
            var data = Unwrap(value).DataTask.GetAwaiter().GetResult();
            owner.Seen = owner.Seen.Joined(data);
            JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : default, options);
        }
    }

    private sealed class OutputConverter<T>(OutputJsonConverters owner) : Nested<Output<T>, T>(owner)
    {
        protected override Output<T> Unwrap(Output<T> value) => value;

        protected override Output<T> Wrap(Output<T> output) => output;
    }

    private sealed class InputConverter<T>(OutputJsonConverters owner) : Nested<Input<T>, T>(owner)
    {
        protected override Output<T> Unwrap(Input<T> value) => value;

        protected override Input<T> Wrap(Output<T> output) => output;
    }

    private sealed class InputListConverter<T>(OutputJsonConverters owner) : Nested<InputList<T>, ImmutableArray<T>>(owner)
    {
        protected override Output<ImmutableArray<T>> Unwrap(InputList<T> value) => value;

        protected override InputList<T> Wrap(Output<ImmutableArray<T>> output) => output;
    }

    private sealed class InputMapConverter<T>(OutputJsonConverters owner)
        : Nested<InputMap<T>, ImmutableDictionary<string, T>>(owner)
    {
        protected override Output<ImmutableDictionary<string, T>> Unwrap(InputMap<T> value) => value;

        protected override InputMap<T> Wrap(Output<ImmutableDictionary<string, T>> output) => output;
    }
}
