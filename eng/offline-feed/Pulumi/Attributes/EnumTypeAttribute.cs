namespace Pulumi;

[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
