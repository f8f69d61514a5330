#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>An operation of an API.</summary>
public interface IOperation
{
    string Id { get; }
    string Method { get; }
    string Name { get; }
    string UrlTemplate { get; }
}
