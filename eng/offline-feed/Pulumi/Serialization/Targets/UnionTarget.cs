namespace Pulumi.Serialization;

/// <summary>The first of two types that fits.</summary>
internal sealed class UnionTarget<T0, T1> : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        if (converter.TryConvert($"{context}.AsT0", value, typeof(T0), out var first) is null)
            result = Union<T0, T1>.FromT0((T0)first!);
        else if (converter.TryConvert($"{context}.AsT1", value, typeof(T1), out var second) is null)
            result = Union<T0, T1>.FromT1((T1)second!);
        else
            result = null;
        return result is null
            ? $"Expected {typeof(T0).FullName} or {typeof(T1).FullName} but got {value.GetType().FullName} deserializing {context}"
            : null;
    }
}
