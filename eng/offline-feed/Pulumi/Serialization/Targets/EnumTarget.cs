namespace Pulumi.Serialization;

/// <summary>.NET enums, by their number.</summary>
internal sealed class EnumTarget(Type type) : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        var problem = converter.TryConvert(context, value, type.GetEnumUnderlyingType(), out result);
        result = result is null ? null : Enum.ToObject(type, result);
        return problem;
    }
}
