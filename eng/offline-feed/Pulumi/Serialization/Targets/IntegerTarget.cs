namespace Pulumi.Serialization;

/// <summary>Numbers arrive as doubles.</summary>
internal sealed class IntegerTarget : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = value is double number ? (int)number : null;
        return result is null ? Mismatch(typeof(double), value, context) : null;
    }
}
