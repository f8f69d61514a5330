#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>A group of users.</summary>
public interface IGroup
{
    string Id { get; }
    string Name { get; }
}
