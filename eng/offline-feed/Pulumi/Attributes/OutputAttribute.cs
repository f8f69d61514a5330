namespace Pulumi;

/// <summary>Marks a property that receives a resource's output; without a name it has the property's own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}
