namespace Pulumi.Serialization;

/// <summary>Outputs inside a value.</summary>
internal sealed class OutputTarget<T> : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        var problem = converter.TryConvert(context, value, typeof(T), out var inner);
        result = problem is null ? Output.Create((T)inner!) : null;
        return problem;
    }
}
