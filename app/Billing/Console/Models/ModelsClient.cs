using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Platform.Billing.Console.Models;

/// <summary>The way to the server's documents, by the authority that is set.</summary>
internal sealed class ModelsClient : IDisposable
{
    public ModelsClient(IOptions<ConsoleOptions> options)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (options.Value.Authority is { Length: > 0 } authority)
            handler.SslOptions.CertificateChainPolicy = Trust(authority);
        Http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 4 * 1024 * 1024 };
    }

    public HttpClient Http { get; }

    public void Dispose() => Http.Dispose();

    private static X509ChainPolicy Trust(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }
}
