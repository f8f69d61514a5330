#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>Where an API looks for the key.</summary>
public interface ISubscriptionKeyParameterNames
{
    string Header { get; }
    string Query { get; }
}
