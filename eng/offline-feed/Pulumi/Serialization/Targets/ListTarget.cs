namespace Pulumi.Serialization;

/// <summary>Lists; an element that does not fit is reported, and its type's default.</summary>
internal sealed class ListTarget<T> : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = value is ImmutableArray<object?> list
            ? list.Select(element => (T)(converter.ConvertOrDefault(context, element, typeof(T)) ?? default(T))!).ToImmutableArray()
            : null;
        return result is null ? Mismatch(typeof(ImmutableArray<object>), value, context) : null;
    }
}
