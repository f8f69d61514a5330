#nullable disable warnings // As expressions see it, nothing is annotated

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Backends;
using Platform.Gateway.Expressions;
using Platform.Gateway.Model;

namespace Platform.Gateway.Calls;

/// <summary>One call on its way through the gateway: what policies change, and what expressions see.</summary>
internal sealed class GatewayCall : IContext, IDeployment, IRequest
{
    private readonly TimeProvider _clock;
    private readonly long _started;
    private HeaderView? _headers;
    private byte[]? _content;
    private Guid? _id;

    public GatewayCall(HttpContext http, TimeProvider clock)
    {
        Http = http;
        _clock = clock;
        _started = clock.GetTimestamp();
        Timestamp = clock.GetUtcNow().UtcDateTime;
        Method = http.Request.Method;
        var port = http.Request.Host.Port ?? (http.Request.IsHttps ? 443 : 80);
        OriginalUrl = new(http.Request.Scheme, http.Request.Host.Host, port, http.Request.Path.Value ?? "/", http.Request.QueryString.Value ?? "");
    }

    public HttpContext Http { get; }
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

    /// <summary>What has been counted for this call: once, however many policies count by the same key.</summary>
    public HashSet<string> Counted { get; } = [];

    /// <summary>Done when the answer is there, before the section outbound.</summary>
    public List<Action> OnAnswer { get; } = [];

    /// <summary>Done to an answer's headers last of all.</summary>
    public List<Action<IHeaderDictionary>> OnSend { get; } = [];

    public string? CacheKey { get; set; }

    public Guid RequestId => _id ??= new(RandomNumberGenerator.GetBytes(16));
    public DateTime Timestamp { get; }
    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);
    public bool Tracing => false;
    public UrlView OriginalUrl { get; }
    public string Method { get; set; }
    public IHeaders Headers => _headers ??= new(Http.Request.Headers);
    public string IpAddress => Http.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "";

    public IMessageBody? Body => _content is null ? null : new MessageBody(_content, () => ReplaceBody([]));
    public IReadOnlyDictionary<string, string> MatchedParameters => Operation?.Parameters(MatchedPath) ?? [];
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
    string IDeployment.GatewayId => "managed";
    string IDeployment.Region => "local";
    string IDeployment.ServiceName => "local";
    IReadOnlyDictionary<string, X509Certificate2> IDeployment.Certificates => new Dictionary<string, X509Certificate2>();

    public void Trace(string message)
    {
    }

    public async ValueTask BufferRequestAsync()
    {
        if (_content is not null || Http.Request.ContentLength is null or 0 && !Http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return;
        using var whole = new MemoryStream();
        await Http.Request.Body.CopyToAsync(whole, Http.RequestAborted);
        ReplaceBody(whole.ToArray());
    }

    public void ReplaceBody(byte[] content)
    {
        _content = content;
        Http.Request.Body = new MemoryStream(content, writable: false);
        Http.Request.ContentLength = content.Length;
        Http.Request.Headers.Remove("Transfer-Encoding");
    }

    /// <summary>Before the body is sent once more.</summary>
    public void RewindBody()
    {
        if (_content is not null)
            Http.Request.Body = new MemoryStream(_content, writable: false);
    }
}
