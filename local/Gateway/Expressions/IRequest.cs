#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>The request, as policies have changed it so far.</summary>
public interface IRequest
{
    IMessageBody Body { get; }
    System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; }
    IHeaders Headers { get; }
    string IpAddress { get; }
    IReadOnlyDictionary<string, string> MatchedParameters { get; }
    string Method { get; }
    IUrl OriginalUrl { get; }
    IUrl Url { get; }
}
