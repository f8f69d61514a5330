using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Which types an output may have; what it may not have is said when its resource is made, not when a value arrives.</summary>
internal static class TargetTypes
{
    private static readonly ConcurrentDictionary<Type, bool> _checked = new();

    private static readonly ImmutableHashSet<Type> _leaves =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(JsonElement),
        typeof(Asset), typeof(Archive), typeof(AssetOrArchive),
    ];

    /// <exception cref="InvalidOperationException">The type, or one inside it, cannot be the type of an output.</exception>
    public static void Check(string context, Type type)
    {
        if (_checked.ContainsKey(type))
            return;
        var seen = new HashSet<Type>();
        Check(context, type, seen);
        foreach (var each in seen)
            _checked.TryAdd(each, true);
    }

    /// <summary>The constructor marked for it, or else the only public one.</summary>
    public static ConstructorInfo? ConstructorOf(Type type)
    {
        var all = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance);
        var marked = all.FirstOrDefault(constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null);
        return marked ?? (all.Where(constructor => constructor.IsPublic).ToArray() is [var only] ? only : null);
    }

    private static void Check(string context, Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || _leaves.Contains(type) || typeof(Resource).IsAssignableFrom(type) || IsEnum(type))
            return;
        if (type.IsConstructedGenericType)
            CheckGeneric(context, type, seen);
        else if (type.IsInterface && type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>() is not null)
            CheckCases(type, seen);
        else
            CheckOutputType(context, type, seen);
    }

    private static bool IsEnum(Type type)
    {
        if (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int))
            return true;
        if (!type.IsValueType || type.GetCustomAttribute<EnumTypeAttribute>() is null)
            return false;
        var underlying = new[] { typeof(string), typeof(double) }.FirstOrDefault(each => EnumConstructor(type, each) is not null)
            ?? throw new InvalidOperationException(
                $"{type.FullName} had [EnumTypeAttribute], but did not contain constructor with a single String or Double parameter.");
        return type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])?.ReturnType == underlying
            ? true
            : throw new InvalidOperationException(
                $"{type.FullName} had [EnumTypeAttribute], but did not contain an explicit conversion operator to {underlying.FullName}.");
    }

    public static ConstructorInfo? EnumConstructor(Type type, Type underlying)
        => type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [underlying]);

    private static void CheckGeneric(string context, Type type, HashSet<Type> seen)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (definition == typeof(ImmutableDictionary<,>) && arguments[0] != typeof(string))
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}:\n    The only allowed ImmutableDictionary 'TKey' type is 'String'.");
        if (definition != typeof(Nullable<>) && definition != typeof(Union<,>) && definition != typeof(ImmutableArray<>)
            && definition != typeof(ImmutableDictionary<,>) && definition != typeof(Output<>))
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}:\n"
                + "    The only generic types allowed are ImmutableArray<...> and ImmutableDictionary<string, ...>");
        foreach (var argument in arguments)
            Check(context, argument, seen);
    }

    private static void CheckCases(Type type, HashSet<Type> seen)
    {
        foreach (var unionCase in type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>())
        {
            if (!type.IsAssignableFrom(unionCase.Type))
                throw new InvalidOperationException(
                    $"{type.FullName} had [DiscriminatedUnionCaseAttribute(\"{unionCase.Tag}\")] with type {unionCase.Type.FullName} "
                    + $"that is not assignable to {type.FullName}.");
            Check($"{type.FullName}(\"{unionCase.Tag}\")", unionCase.Type, seen);
        }
    }

    private static void CheckOutputType(string context, Type type, HashSet<Type> seen)
    {
        if (type.GetCustomAttribute<OutputTypeAttribute>() is null)
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}. Allowed types are:\n    String, Boolean, Int32, Double,\n"
                + "    Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...> or\n"
                + "    a class explicitly marked with the [OutputTypeAttribute].");
        var constructor = ConstructorOf(type)
            ?? throw new InvalidOperationException(
                $"{type.FullName} had [OutputTypeAttribute], but did not contain constructor marked with [OutputConstructorAttribute].");
        foreach (var parameter in constructor.GetParameters())
            Check($"{type.FullName}({parameter.Name})", parameter.ParameterType, seen);
    }
}
