#nullable disable warnings // As expressions see it, nothing is annotated

using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies#lasterror</summary>
internal sealed record CallError(
    string Source, string Reason, string Message, string? Scope, string? Section, string? Path, string? PolicyId) : ILastError;
