using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Hosting;

namespace Platform.Gateway.Tests.Forwarding;

/// <summary>Backends with certificates of a private authority, whose names and chains are validated as the plan says.</summary>
public sealed class BackendTlsTests : IDisposable
{
    private const string Host = "inference.dev.platform.internal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-tls-");
    private readonly X509Certificate2 _authority = Authority();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Certificate_OfTheAuthority_IsTrusted() => Assert.Equal(200, await CallAsync(_authority, Host));

    [Fact]
    public async Task Certificate_OfAnotherAuthority_IsNot()
    {
        using var other = Authority();

        Assert.Equal(500, await CallAsync(other, Host));
    }

    [Fact]
    public async Task Certificate_OfAnotherName_IsNot() => Assert.Equal(500, await CallAsync(_authority, "another.internal"));

    private async Task<int> CallAsync(X509Certificate2 signer, string name)
    {
        await using var backend = await BackendAsync(Certificate(signer, name));
        File.WriteAllText(At("plan.json"), TestPlans.Dev);
        File.WriteAllText(At("authority.crt"), _authority.ExportCertificatePem());
        await using var gateway = GatewayServer.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Gateway:Plan", At("plan.json"),
                "--Gateway:Authority",
                At("authority.crt"), $"--Gateway:Hosts:{Host}", $"127.0.0.1:{new Uri(backend.Urls.First()).Port}",
                "--Gateway:NamedValues:gateway-secret", "s",
            ],
            TimeProvider.System);
        await gateway.StartAsync();
        using var client = new HttpClient();
        return (int)(await client.GetAsync($"{gateway.Urls.First()}/health/ready")).StatusCode;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static async Task<WebApplication> BackendAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("{}"));
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=A private authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private static X509Certificate2 Certificate(X509Certificate2 signer, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            signer, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1),
            RandomNumberGenerator.GetBytes(8));
        return X509CertificateLoader.LoadPkcs12(signed.CopyWithPrivateKey(key).Export(X509ContentType.Pfx), null);
    }
}
