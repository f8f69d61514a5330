using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Platform.Review.Secrets;

/// <summary>A member of an args class by the name that it has in the provider's schema.</summary>
internal sealed record InputMember(string Name, Func<object, object?> Read)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, InputMember[]> _known = new();

    public static IReadOnlyList<InputMember> Of(Type type) => _known.GetOrAdd(type, Find);

    private static InputMember[] Find(Type type)
        => [.. from member in type.GetMembers(Any)
               let name = NameOf(member)
               where name is not null
               select new InputMember(name, member is FieldInfo field ? field.GetValue : ((PropertyInfo)member).GetValue)];

    // The attribute keeps its name to itself; what was written in the source is there for everyone.
    private static string? NameOf(MemberInfo member)
        => member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(InputAttribute))
            ?.ConstructorArguments[0].Value as string;
}
