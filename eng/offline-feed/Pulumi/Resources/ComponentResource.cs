using System.Reflection;

namespace Pulumi;

/// <summary>A resource that stands for the resources made inside it.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote)
        => Remote = remote;

    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null)
        : this(type, name, args, options, remote)
    {
    }

    internal bool Remote { get; }

    /// <summary>Registers every property marked with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs()
        => RegisterOutputs((IDictionary<string, object?>)GetType().GetProperties()
            .Select(property => (property, attribute: property.GetCustomAttribute<OutputAttribute>()))
            .Where(each => each.attribute is not null && each.property.Name != nameof(Urn))
            .ToDictionary(each => Name(each.property, each.attribute!), each => each.property.GetValue(this)));

    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Task.FromResult(outputs));
    }

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Deployment.InternalInstance.RegisterOutputs(this, outputs);
    }

    private static string Name(PropertyInfo property, OutputAttribute attribute)
        => string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name;
}
