#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>Where the gateway runs.</summary>
public interface IDeployment
{
    string GatewayId { get; }
    string Region { get; }
    string ServiceName { get; }
    IReadOnlyDictionary<string, System.Security.Cryptography.X509Certificates.X509Certificate2> Certificates { get; }
}
