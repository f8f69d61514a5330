namespace Pulumi.Serialization;

/// <summary>
/// Makes a plain value into an instance of an output's type. A value that does not fit is reported to <paramref name="warn"/> and
/// becomes that type's default, as far in as it fits.
/// </summary>
internal sealed class Converter(Action<string> warn)
{
    public OutputData<object?> Convert(string context, object? wire, Type target)
    {
        TargetTypes.Check(context, target);
        var data = Deserializer.Deserialize(wire);
        return data with { Value = ConvertOrDefault(context, data.Value, target) };
    }

    public OutputData<T> Convert<T>(string context, object? wire)
    {
        var data = Convert(context, wire, typeof(T));
        return data.With(data.Value is null ? default! : (T)data.Value);
    }

    internal object? ConvertOrDefault(string context, object? value, Type target)
    {
        if (TryConvert(context, value, target, out var result) is not { } problem)
            return result;
        warn(problem);
        return null;
    }

    /// <returns>What is wrong, or null.</returns>
    internal string? TryConvert(string context, object? value, Type target, out object? result)
    {
        if (value is null)
        {
            result = target.IsValueType ? Activator.CreateInstance(target) : null;
            return null;
        }

        return TargetType.Of(target).TryConvert(this, context, value, out result);
    }
}
