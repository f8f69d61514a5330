using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>How values of a class that is neither a primitive nor a collection go over the wire; found once per class.</summary>
internal sealed class WireType
{
    private static readonly ConcurrentDictionary<Type, WireType> _known = new();

    private readonly Type _type;

    private WireType(Type type)
    {
        _type = type;
        if (type.IsEnum && Type.GetTypeCode(type) == TypeCode.Int32)
            ToWire = value => (int)value;
        else if (type.IsValueType && type.GetCustomAttribute<EnumTypeAttribute>() is not null)
            ToWire = EnumConversion(type);
        else if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
            Fields = [.. ReadOnlyFields(type)];
    }

    public Func<object, object?>? ToWire { get; }

    /// <summary>The read-only fields of an output type by their wire names; default for any other type.</summary>
    public ImmutableArray<(string Name, FieldInfo Field)> Fields { get; }

    public static WireType Of(Type type) => _known.GetOrAdd(type, static type => new WireType(type));

    public string Problem(string context) => _type.IsValueType && _type.GetCustomAttribute<EnumTypeAttribute>() is not null
        ? $"Expected {_type.FullName} to have an explicit conversion operator to String or Double.\n\t{context}"
        : $"{_type.FullName} is not a supported argument type.\n\t{context}";

    private static Func<object, object?>? EnumConversion(Type type)
    {
        var conversion = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
        return conversion?.ReturnType == typeof(string) || conversion?.ReturnType == typeof(double)
            ? value => conversion.Invoke(null, [value])
            : null;
    }

    private static IEnumerable<(string Name, FieldInfo Field)> ReadOnlyFields(Type type)
        => from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
           where field.IsInitOnly
           select (char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field);
}
