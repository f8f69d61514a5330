using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>How a value that is not null becomes an instance of one type; found once per type.</summary>
internal abstract class TargetType
{
    private static readonly ConcurrentDictionary<Type, TargetType> Known = new();

    public static TargetType Of(Type type) => Known.GetOrAdd(type, static type => Find(type));

    /// <returns>What is wrong, or null.</returns>
    public abstract string? TryConvert(Converter converter, string context, object value, out object? result);

    protected static string Mismatch(Type expected, object value, string context)
        => $"Expected {expected.FullName} but got {value.GetType().FullName} deserializing {context}";

    private static TargetType Find(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying);
        if (type == typeof(int))
            return new IntegerTarget();
        if (type == typeof(JsonElement))
            return new JsonTarget();
        if (typeof(Resource).IsAssignableFrom(type))
            return new ExactTarget(typeof(Resource));
        if (type == typeof(string) || type == typeof(bool) || type == typeof(double) || type == typeof(object)
            || typeof(AssetOrArchive).IsAssignableFrom(type))
            return new ExactTarget(type);
        if (type.IsEnum)
            return new EnumTarget(type);
        if (type.IsValueType && type.GetCustomAttribute<EnumTypeAttribute>() is not null)
            return new EnumStructTarget(type);
        if (type.IsConstructedGenericType)
            return Generic(type);
        return type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>() is { } discriminator && type.IsInterface
            ? new DiscriminatedTarget(type, discriminator.PropertyName)
            : new ObjectTarget(type);
    }

    private static TargetType Generic(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        var target = definition == typeof(Union<,>) ? typeof(UnionTarget<,>).MakeGenericType(arguments)
            : definition == typeof(ImmutableArray<>) ? typeof(ListTarget<>).MakeGenericType(arguments)
            : definition == typeof(ImmutableDictionary<,>) ? typeof(MapTarget<>).MakeGenericType(arguments[1])
            : definition == typeof(Output<>) ? typeof(OutputTarget<>).MakeGenericType(arguments)
            : throw new InvalidOperationException($"Unexpected generic target type {type.FullName}");
        return (TargetType)Activator.CreateInstance(target)!;
    }

    private sealed class ExactTarget(Type type) : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            result = type.IsInstanceOfType(value) ? value : null;
            return result is null ? Mismatch(type, value, context) : null;
        }
    }

    private sealed class IntegerTarget : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            result = value is double number ? (int)number : null;
            return result is null ? Mismatch(typeof(double), value, context) : null;
        }
    }

    private sealed class EnumTarget(Type type) : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            var problem = converter.TryConvert(context, value, type.GetEnumUnderlyingType(), out result);
            result = result is null ? null : Enum.ToObject(type, result);
            return problem;
        }
    }

    private sealed class EnumStructTarget(Type type) : TargetType
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

    private sealed class JsonTarget : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            result = JsonSerializer.SerializeToElement(value);
            return null;
        }
    }

    private sealed class UnionTarget<T0, T1> : TargetType
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

    private sealed class ListTarget<T> : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            result = value is ImmutableArray<object?> list
                ? list.Select(element => (T)(converter.ConvertOrDefault(context, element, typeof(T)) ?? default(T))!).ToImmutableArray()
                : null;
            return result is null ? Mismatch(typeof(ImmutableArray<object>), value, context) : null;
        }
    }

    private sealed class MapTarget<T> : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            result = value is ImmutableDictionary<string, object?> map
                ? map.ToImmutableDictionary(
                    pair => pair.Key,
                    pair => (T)(converter.ConvertOrDefault(context, pair.Value, typeof(T)) ?? default(T))!)
                : null;
            return result is null ? Mismatch(typeof(ImmutableDictionary<string, object>), value, context) : null;
        }
    }

    private sealed class OutputTarget<T> : TargetType
    {
        public override string? TryConvert(Converter converter, string context, object value, out object? result)
        {
            var problem = converter.TryConvert(context, value, typeof(T), out var inner);
            result = problem is null ? Output.Create((T)inner!) : null;
            return problem;
        }
    }

    private sealed class DiscriminatedTarget(Type type, string property) : TargetType
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

    private sealed class ObjectTarget(Type type) : TargetType
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
}
