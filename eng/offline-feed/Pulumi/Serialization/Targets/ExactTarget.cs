namespace Pulumi.Serialization;

/// <summary>Types whose values arrive as they are.</summary>
internal sealed class ExactTarget(Type type) : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = type.IsInstanceOfType(value) ? value : null;
        return result is null ? Mismatch(type, value, context) : null;
    }
}
