using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The [Output] properties of a resource class, found once per class.</summary>
internal static class ResourceOutputs
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<OutputProperty>> _known = new();

    /// <summary>
    /// Gives the properties their outputs. A local component's own properties are its business: with <paramref name="all"/> false,
    /// only those of <see cref="Resource"/> itself are set.
    /// </summary>
    public static ImmutableDictionary<string, IOutputSource> Initialize(Resource resource, bool all)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, IOutputSource>();
        foreach (var property in _known.GetOrAdd(resource.GetType(), Find))
        {
            if (all || property.IsOfResource)
                sources.Add(property.Name, property.Initialize(resource));
        }

        return sources.ToImmutable();
    }

    private static ImmutableArray<OutputProperty> Find(Type type)
        => [.. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let attribute = property.GetCustomAttribute<OutputAttribute>()
               where attribute is not null
               select new OutputProperty(type, property, attribute.Name)];
}
