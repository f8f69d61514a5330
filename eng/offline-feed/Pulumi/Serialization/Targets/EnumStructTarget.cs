namespace Pulumi.Serialization;

/// <summary>Structs marked with <see cref="EnumTypeAttribute"/>.</summary>
internal sealed class EnumStructTarget(Type type) : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = null;
        if (value is not (string or double))
            return $"Expected {typeof(string).FullName} or {typeof(double).FullName} but got {value.GetType().FullName} "
                + $"deserializing {context}";
        if (TargetTypes.EnumConstructor(type, value.GetType()) is not { } constructor)
            return $"Expected target type {type.FullName} to have a constructor with a single {value.GetType().FullName} parameter.";
        result = constructor.Invoke([value]);
        return null;
    }
}
