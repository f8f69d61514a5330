using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Classes marked with <see cref="OutputTypeAttribute"/>, made by their constructors.</summary>
internal sealed class ObjectTarget(Type type) : TargetType
{
    private readonly ConstructorInfo? _constructor = TargetTypes.ConstructorOf(type);

    private readonly ImmutableArray<(ParameterInfo Parameter, string Name)> _parameters =
    [
        .. from parameter in TargetTypes.ConstructorOf(type)?.GetParameters() ?? []
           let name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!
           select (parameter, name),
    ];

    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = null;
        if (type.GetCustomAttribute<OutputTypeAttribute>() is null)
            return $"Unexpected target type {type.FullName} when deserializing {context}";
        if (_constructor is null)
            return $"Expected target type {type.FullName} to have [OutputConstructorAttribute] constructor when deserializing {context}";
        if (value is not ImmutableDictionary<string, object?> map)
            return Mismatch(typeof(ImmutableDictionary<string, object>), value, context);
        result = _constructor.Invoke([.. _parameters.Select(each => Argument(converter, map, each.Parameter, each.Name))]);
        return null;
    }

    private object? Argument(Converter converter, ImmutableDictionary<string, object?> map, ParameterInfo parameter, string name)
        => converter.ConvertOrDefault($"{type.FullName}({parameter.Name})", map.GetValueOrDefault(name), parameter.ParameterType);
}
