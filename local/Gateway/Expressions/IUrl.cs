#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>An address in its parts.</summary>
public interface IUrl
{
    string Host { get; }
    string Path { get; }
    int Port { get; }
    IQuery Query { get; }
    string QueryString { get; }
    string Scheme { get; }
}
