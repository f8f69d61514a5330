#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>The answer, as policies have changed it so far.</summary>
public interface IResponse
{
    IMessageBody Body { get; }
    IHeaders Headers { get; }
    int StatusCode { get; }
    string StatusReason { get; }
}
