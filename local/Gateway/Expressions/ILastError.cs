#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>
/// What went wrong, in the section <c>on-error</c>: https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies
/// </summary>
public interface ILastError
{
    string Source { get; }
    string Reason { get; }
    string Message { get; }
    string Scope { get; }
    string Section { get; }
    string Path { get; }
    string PolicyId { get; }
}
