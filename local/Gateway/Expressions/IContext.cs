#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>What an expression sees of a call: https://learn.microsoft.com/azure/api-management/api-management-policy-expressions</summary>
public interface IContext
{
    IApi Api { get; }
    IDeployment Deployment { get; }
    TimeSpan Elapsed { get; }
    ILastError LastError { get; }
    IOperation Operation { get; }
    IProduct Product { get; }
    IRequest Request { get; }
    Guid RequestId { get; }
    IResponse Response { get; }
    ISubscription Subscription { get; }
    DateTime Timestamp { get; }
    bool Tracing { get; }
    IUser User { get; }
    IVariables Variables { get; }

    void Trace(string message);
}
