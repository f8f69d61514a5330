using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>How a value that is not null becomes an instance of one type; found once per type.</summary>
internal abstract class TargetType
{
    private static readonly ConcurrentDictionary<Type, TargetType> _known = new();

    public static TargetType Of(Type type) => _known.GetOrAdd(type, static type => Find(type));

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
}
