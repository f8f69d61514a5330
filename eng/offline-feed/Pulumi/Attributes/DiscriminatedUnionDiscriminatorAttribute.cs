namespace Pulumi;

/// <summary>Names the property whose value says which case of a union an object is.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DiscriminatedUnionDiscriminatorAttribute(string propertyName) : Attribute
{
    public string PropertyName { get; } = propertyName;
}
