#nullable disable warnings // As expressions see it, nothing is annotated

using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Backends;
using Platform.Gateway.Expressions;
using Platform.Gateway.Model;

namespace Platform.Gateway.Calls;

/// <summary>One call on its way through the gateway: what policies change, and what expressions see.</summary>
internal sealed class GatewayCall : IContext, IDeployment, IRequest
{
    public const string Region = "local";

    /// <summary>Not a self-hosted one.</summary>
    public const string ManagedGateway = "managed";

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly long _started;
    private HeaderView? _headers;
    private UrlView? _url;
    private Dictionary<string, string>? _parameters;
    private Guid? _id;

    public GatewayCall(HttpContext http, TimeProvider clock, ServiceLimits limits, ILogger log)
    {
        (Http, Limits, _clock, _log) = (http, limits, clock, log);
        _started = clock.GetTimestamp();
        Timestamp = clock.GetUtcNow().UtcDateTime;
        Method = http.Request.Method;
    }

    public HttpContext Http { get; }
    public ServiceLimits Limits { get; }
    public Api? Api { get; set; }
    public Operation? Operation { get; set; }
    public Product? Product { get; set; }
    public Subscription? Subscription { get; set; }
    public CallResponse? Response { get; set; }
    public CallError? LastError { get; set; }
    public VariableBag Variables { get; } = [];

    /// <summary>The path below the API's own, and the query, as the backend will get them.</summary>
    public string BackendPath { get; set; } = "/";

    public string BackendQuery { get; set; } = "";
    public BackendPool? Backend { get; set; }
    public Uri? BaseUrl { get; set; }

    /// <summary>Of the answer, unless a policy makes one of its own.</summary>
    public List<(string Name, string Value)> AnswerHeaders { get; } = [];

    /// <summary>Whether the answer carries them.</summary>
    public bool ShowsLimits { get; set; }

    /// <summary>What has been counted for this call: once, however many policies count by the same key.</summary>
    public HashSet<CounterKey> Counted { get; } = [];

    /// <summary>Done when the answer is there, before the section outbound or on-error.</summary>
    public List<Func<ValueTask>> OnAnswer { get; } = [];

    /// <summary>Done to an answer's headers last of all.</summary>
    public List<Action<IHeaderDictionary>> OnSend { get; } = [];

    /// <summary>Gets the backend's body as it passes; null: nobody looks.</summary>
    public Action<ReadOnlyMemory<byte>>? OnPiece { get; set; }

    /// <summary>Done when all is sent, or cannot be.</summary>
    public List<Action> OnEnd { get; } = [];

    public string? CacheKey { get; set; }

    public Guid RequestId => _id ??= RequestIds.Next();
    public DateTime Timestamp { get; }
    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);
    public bool Tracing => false;
    public UrlView OriginalUrl => _url ??= UrlView.Of(Http.Request);
    public string Method { get; set; }
    public IHeaders Headers => _headers ??= new(Http.Request.Headers);
    public string IpAddress => Http.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "";

    /// <summary>The request's body, once it was read.</summary>
    public byte[]? Content { get; private set; }

    public IMessageBody? Body => Content is null ? null : new MessageBody(Content, () => ReplaceBody([]));

    public IReadOnlyDictionary<string, string> MatchedParameters => _parameters ??=
        Operation?.Parameters(MatchedPath).ToDictionary(
            each => each.Key, each => PathText.Decode(each.Value), StringComparer.OrdinalIgnoreCase) ?? [];

    public string MatchedPath { get; set; } = "/";

    IApi IContext.Api => Api;
    IDeployment IContext.Deployment => this;
    ILastError IContext.LastError => LastError;
    IOperation IContext.Operation => Operation;
    IProduct IContext.Product => Product;
    IRequest IContext.Request => this;
    IResponse IContext.Response => Response;
    ISubscription IContext.Subscription => Subscription;
    IUser IContext.User => null;
    IVariables IContext.Variables => Variables;
    X509Certificate2 IRequest.Certificate => Http.Connection.ClientCertificate;
    IUrl IRequest.OriginalUrl => OriginalUrl;
    IUrl IRequest.Url => OriginalUrl with { Path = BackendPath, QueryString = BackendQuery };
    string IDeployment.GatewayId => ManagedGateway;
    string IDeployment.Region => Region;
    string IDeployment.ServiceName => "local";
    IReadOnlyDictionary<string, X509Certificate2> IDeployment.Certificates => new Dictionary<string, X509Certificate2>();

    public void Trace(string message) => _log.Traced(RequestId, message);

    /// <exception cref="PolicyFault">It is too large, or does not come.</exception>
    public async ValueTask BufferRequestAsync()
    {
        if (Content is not null || Http.Request.ContentLength is null or 0 && !Http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return;
        try
        {
            ReplaceBody(await LimitedBody.ReadAsync(Http.Request.Body, Limits.BufferedBytes, Http.RequestAborted) ?? throw new PolicyFault(
                413, "RequestBodyTooLarge",
                $"The request's body is too large for a policy that reads it: {Limits.BufferedBytes} bytes are allowed."));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            throw new PolicyFault(400, PolicyFault.CallerGone, "The request's body did not come to its end.");
        }
    }

    public void ReplaceBody(byte[] content)
    {
        Content = content;
        Http.Request.Body = new MemoryStream(content, writable: false);
        Http.Request.ContentLength = content.Length;
        Http.Request.Headers.Remove("Transfer-Encoding");
    }

    /// <summary>Before the body is sent once more.</summary>
    public void RewindBody()
    {
        if (Content is not null)
            Http.Request.Body = new MemoryStream(Content, writable: false);
    }
}
