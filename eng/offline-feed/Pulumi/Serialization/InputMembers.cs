using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The [Input] members of an args class, found once per class: fields first, as the real package orders them.</summary>
internal static class InputMembers
{
    private const BindingFlags Any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<InputMember>> _known = new();

    public static ImmutableArray<InputMember> Of(Type type) => _known.GetOrAdd(type, Find);

    private static ImmutableArray<InputMember> Find(Type type)
        => [.. type.GetFields(Any).SelectMany(field => Member(type, field, field.GetValue)),
            .. type.GetProperties(Any).SelectMany(property => Member(type, property, property.GetValue))];

    private static IEnumerable<InputMember> Member(Type type, MemberInfo member, Func<object, object?> get)
    {
        if (member.GetCustomAttribute<InputAttribute>() is { } attribute)
            yield return new InputMember(type, member.Name, attribute, get);
    }
}
