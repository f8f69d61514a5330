using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>One [Output] property of a resource class.</summary>
internal sealed class OutputProperty(Type resource, PropertyInfo property, string? name)
{
    private Func<Resource, IOutputSource>? _create;
    private MethodInfo? _setter;

    public string Name => name ?? property.Name;

    public bool IsOfResource => property.DeclaringType == typeof(Resource);

    private string FullName => $"[Output] {resource.FullName}.{property.Name}";

    public IOutputSource Initialize(Resource instance)
    {
        _create ??= Creation();
        _setter ??= property.DeclaringType!.GetProperty(property.Name, property.PropertyType)!.GetSetMethod(nonPublic: true)
            ?? throw new InvalidOperationException($"{FullName} did not have a 'set' method");
        var source = _create(instance);
        _setter.Invoke(instance, [source.Output]);
        return source;
    }

    private Func<Resource, IOutputSource> Creation()
    {
        var type = property.PropertyType;
        if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(Output<>))
            throw RunException.OutputsHaveIncorrectType([name!]);
        TargetTypes.Check(FullName, type.GenericTypeArguments[0]);
        return typeof(OutputProperty).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GenericTypeArguments)
            .CreateDelegate<Func<Resource, IOutputSource>>();
    }

    private static IOutputSource Create<T>(Resource resource) => new OutputSource<T>(resource);
}
