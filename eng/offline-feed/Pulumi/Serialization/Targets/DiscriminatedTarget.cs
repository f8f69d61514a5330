using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Interfaces whose case is told by one property.</summary>
internal sealed class DiscriminatedTarget(Type type, string property) : TargetType
{
    private readonly ImmutableSortedDictionary<string, Type> _cases = type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>()
        .ToImmutableSortedDictionary(each => each.Tag, each => each.Type, StringComparer.Ordinal);

    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = null;
        var expected = $"expected one of: {string.Join(", ", _cases.Keys)} deserializing {context}";
        if (value is not ImmutableDictionary<string, object> map)
            return $"Expected {typeof(ImmutableDictionary<string, object>).FullName} with discriminator property \"{property}\" "
                + $"but got {value.GetType().FullName} deserializing {context}";
        if (map.GetValueOrDefault(property) is not string tag)
            return $"missing discriminator property \"{property}\"; {expected}";
        return _cases.TryGetValue(tag, out var matching)
            ? converter.TryConvert(context, value, matching, out result)
            : $"unknown \"{property}\" value \"{tag}\"; {expected}";
    }
}
