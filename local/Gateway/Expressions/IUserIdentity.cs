#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>An account of a user.</summary>
public interface IUserIdentity
{
    string Id { get; }
    string Provider { get; }
}
