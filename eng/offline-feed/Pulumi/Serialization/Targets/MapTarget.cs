namespace Pulumi.Serialization;

/// <summary>Maps; a value that does not fit is reported, and its type's default.</summary>
internal sealed class MapTarget<T> : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = value is ImmutableDictionary<string, object?> map
            ? map.ToImmutableDictionary(
                pair => pair.Key,
                pair => (T)(converter.ConvertOrDefault(context, pair.Value, typeof(T)) ?? default(T))!)
            : null;
        return result is null ? Mismatch(typeof(ImmutableDictionary<string, object>), value, context) : null;
    }
}
