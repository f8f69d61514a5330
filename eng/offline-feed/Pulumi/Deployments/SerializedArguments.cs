using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments as wire values, without the ones that are null, and the resources that they come from.</summary>
internal sealed record SerializedArguments(ImmutableDictionary<string, object?> Values, ImmutableHashSet<Resource> Dependencies)
{
    public bool HasUnknowns => Values.Values.Any(IsUnknown);

    public static async Task<SerializedArguments> OfAsync(string label, IDictionary<string, object?> arguments)
    {
        var serializer = new Serializer();
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (name, argument) in arguments)
        {
            if (await SerializeAsync(serializer, label, name, argument).ConfigureAwait(false) is { } value)
                values[name] = value;
        }

        return new SerializedArguments(values.ToImmutable(), [.. serializer.Dependencies]);
    }

    private static async Task<object?> SerializeAsync(Serializer serializer, string label, string name, object? argument)
    {
        try
        {
            return await serializer.SerializeAsync($"{label}.{name}", argument).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"error serializing property \"{name}\": {exception.Message}", exception);
        }
    }

    private static bool IsUnknown(object? value) => value switch
    {
        string text => text == Wire.Unknown,
        ImmutableArray<object?> list => list.Any(IsUnknown),
        ImmutableDictionary<string, object?> map => map.Values.Any(IsUnknown),
        _ => false,
    };
}
