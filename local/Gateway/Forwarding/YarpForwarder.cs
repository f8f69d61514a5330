using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Platform.Gateway.Backends;
using Platform.Gateway.Calls;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>Calls backends by YARP.</summary>
/// <param name="hosts">Where hosts of the plan are on this machine: name to address and port.</param>
/// <param name="authority">Trusted besides the system's; null: those alone.</param>
internal sealed class YarpForwarder(
    IHttpForwarder forwarder, IReadOnlyDictionary<string, IPEndPoint> hosts, X509Certificate2? authority, TimeProvider clock)
    : IForwarder, IDisposable
{
    // By whether the chain is validated, and the name
    private readonly Dictionary<(bool Chain, bool Name), HttpMessageInvoker> _clients =
        new (bool Chain, bool Name)[] { (true, true), (true, false), (false, true), (false, false) }
            .ToDictionary(each => each, each => new HttpMessageInvoker(Handler(hosts, authority, each.Chain, each.Name)));

    public async ValueTask<BackendAnswer> ForwardAsync(GatewayCall call, Backend backend, Uri address, TimeSpan timeout)
    {
        foreach (var (name, value) in backend.Headers)
            call.Http.Request.Headers[name] = value;
        var answer = new YarpAnswer(call, address);
        // It is disposed of with the answer
        var patience = new CancellationTokenSource(timeout, clock);
        await answer.StartAsync(forwarder, _clients[(backend.ValidateChain, backend.ValidateName)], patience);
        return answer;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private static SocketsHttpHandler Handler(
        IReadOnlyDictionary<string, IPEndPoint> hosts, X509Certificate2? authority, bool validateChain, bool validateName)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            // The caller's own headers of a trace are passed on as they are
            ActivityHeadersPropagator = null,
            // Each byte as it came
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(hosts, context.DnsEndPoint, cancellationToken),
        };
        if (authority is not null)
            handler.SslOptions.CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        var tolerated = (validateChain ? 0 : SslPolicyErrors.RemoteCertificateChainErrors)
            | (validateName ? 0 : SslPolicyErrors.RemoteCertificateNameMismatch);
        if (tolerated != 0)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~tolerated) == 0;
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        IReadOnlyDictionary<string, IPEndPoint> hosts, DnsEndPoint wanted, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (hosts.TryGetValue(wanted.Host, out var place))
                await socket.ConnectAsync(place, cancellationToken);
            else
                await socket.ConnectAsync(wanted, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
